/// The script of all pages: renews their live parts when the daemon says that something has changed, until it is told to pause.
///
/// Without it the pages work all the same.
enum PageScript {
    static let javascript = """
        "use strict";
        (() => {
          const note = document.getElementById("live");
          let source, timer, busy = false, again = false, paused = false;

          async function renew() {
            if (busy) { again = true; return; }
            busy = true;
            try {
              const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
              if (!answer.ok) throw new Error(answer.status);
              const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
              for (const part of document.querySelectorAll("[data-live]")) {
                const next = fresh.getElementById(part.id);
                // A part that somebody is using stays until they are done.
                if (!next || next.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
                part.replaceChildren(...next.childNodes);
              }
            } catch { /* The next event tries again. */ }
            busy = false;
            if (again) { again = false; renew(); }
          }

          function say(text, isLost) {
            note.textContent = text;
            note.classList.toggle("lost", isLost);
          }

          function listen() {
            source = new EventSource("events");
            source.onopen = () => say("live", false);
            source.onmessage = () => { clearTimeout(timer); timer = setTimeout(renew, 200); };
            source.onerror = () => say("no answer", true);
          }

          function follow() {
            const wanted = !paused && !document.hidden;
            if (!wanted) { source?.close(); source = undefined; } else if (!source) { listen(); renew(); }
          }

          note.hidden = false;
          note.addEventListener("click", () => {
            paused = !paused;
            note.setAttribute("aria-pressed", paused);
            say(paused ? "paused" : "live", false);
            follow();
          });
          document.addEventListener("visibilitychange", follow);
          if (!document.hidden) listen();
        })();

        """
}
