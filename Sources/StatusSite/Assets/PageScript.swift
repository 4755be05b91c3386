/// The script of all pages: renews their live parts when the daemon says that something has changed.
///
/// Without it the pages work all the same.
enum PageScript {
    static let javascript = """
        "use strict";
        (() => {
          const note = document.getElementById("live");
          let source, timer, busy = false, again = false;

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

          function listen() {
            source = new EventSource("events");
            source.onopen = () => { note.textContent = "live"; };
            source.onmessage = () => { clearTimeout(timer); timer = setTimeout(renew, 200); };
            source.onerror = () => { note.textContent = "not live: the daemon does not answer"; };
          }

          document.addEventListener("visibilitychange", () => {
            if (document.hidden) { source?.close(); source = undefined; } else if (!source) { listen(); renew(); }
          });
          if (!document.hidden) listen();
        })();

        """
}
