// Listen: the link to the sound becomes a button that plays the question and then each answer, in the page.
// Nothing is fetched before the press, nothing is kept after.

const link = document.querySelector("[data-listen]");
if (link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-pressed", "false");
  button.append(...link.childNodes);
  const said = [...document.querySelectorAll("[data-sound]")];
  const first = link.getAttribute("href");
  const parts = said.map((part) => ({ url: part.dataset.sound, part }));
  if (parts[0]?.url !== first) parts.unshift({ url: first });
  link.replaceWith(button);

  const sound = new Audio();
  let at = -1;

  const mark = () => {
    said.forEach((part) => part.classList.toggle("is-now", part === parts[at]?.part));
    button.setAttribute("aria-pressed", String(at >= 0));
  };
  const fail = () => {
    stop();
    const note = document.createElement("p");
    note.className = "hint";
    note.role = "status";
    button.after(note);
    note.textContent = link.dataset.listen;
    button.remove();
  };
  const stop = () => {
    sound.pause();
    sound.removeAttribute("src");
    at = -1;
    mark();
  };
  const next = () => {
    at += 1;
    if (at >= parts.length) return stop();
    mark();
    sound.src = parts[at].url;
    // A stop in mid-word is no failure.
    sound.play().catch((error) => error.name !== "AbortError" && fail());
  };
  sound.addEventListener("ended", next);
  button.addEventListener("click", () => (at < 0 ? next() : stop()));
  addEventListener("pagehide", stop);
  addEventListener("submit", stop, true);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
}
