// Leaving fast: the button and three presses of Escape end the visit and replace the page.
// A page that is not looked at shows nothing, also in the list of open apps.

const form = document.querySelector("form.exit");
const root = document.documentElement;

function leave(event) {
  root.hidden = true;
  document.querySelectorAll("audio").forEach((sound) => sound.pause());
  const away = form?.dataset.away;
  if (!form) return;
  if (!away) {
    if (!event) form.submit();
    return;
  }
  event?.preventDefault();
  // Going away must not wait for the answer; keepalive lets the request outlive the page.
  fetch(form.action, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {});
  location.replace(away);
}

form?.addEventListener("submit", leave);

let presses = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length === 3) leave();
});

document.addEventListener("visibilitychange", () => root.classList.toggle("is-away", document.hidden));

// A page kept alive by the browser's Back must be asked for again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
