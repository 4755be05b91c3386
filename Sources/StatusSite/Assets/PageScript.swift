/// The script of all pages: renews their live parts when the daemon says that something has changed, until it is told to pause.
///
/// Without it the pages work all the same.
enum PageScript {
    static let javascript = """
        "use strict";
        (() => {
          const note = document.getElementById("live");
          let source, timer, retry, busy = false, again = false, paused = false;

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
            // Whatever has changed while nobody listened.
            source.onopen = () => { say("live", false); renew(); };
            source.onmessage = () => { clearTimeout(timer); timer = setTimeout(renew, 200); };
            source.onerror = () => {
              say("no answer", true);
              // After an answer that is no stream (a proxy's 502) the browser gives up for good.
              if (source?.readyState === EventSource.CLOSED) { stop(); retry = setTimeout(follow, 5000); }
            };
          }

          function stop() {
            clearTimeout(retry);
            source?.close();
            source = undefined;
          }

          function follow() {
            const wanted = !paused && !document.hidden;
            if (!wanted) stop(); else if (!source) listen();
          }

          note.hidden = false;
          note.addEventListener("click", () => {
            paused = !paused;
            note.setAttribute("aria-pressed", paused);
            say(paused ? "paused" : "live", false);
            follow();
          });
          document.addEventListener("visibilitychange", follow);
          // Times grow old also where nothing happens.
          setInterval(() => { if (source?.readyState === EventSource.OPEN) renew(); }, 30000);
          follow();
        })();

        """
}
