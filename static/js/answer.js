// Small comforts while answering. Every page works without them.

const form = document.querySelector("main form");
const warning = document.querySelector("[data-offline]");

// A choice that rules out the others, such as "none of these", takes the others' ticks away, and they take its.
form.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const box of form.querySelectorAll('input[type="checkbox"]')) {
    const rulesOut = "alone" in box.dataset || "alone" in target.dataset;
    if (box !== target && box.name === target.name && rulesOut) box.checked = false;
  }
});

// The thermometer can be dragged by its tube; the rest of the page still scrolls.
const thermometer = document.querySelector(".thermometer");
thermometer?.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".degree__tube")) return;
  const choose = ({ clientY }) => {
    const box = thermometer.getBoundingClientRect();
    const degree = document.elementFromPoint(box.left + box.width / 2, clientY)?.closest(".degree");
    if (degree) degree.querySelector("input").checked = true;
  };
  choose(event);
  thermometer.addEventListener("pointermove", choose);
  addEventListener("pointerup", () => thermometer.removeEventListener("pointermove", choose), { once: true });
  addEventListener("pointercancel", () => thermometer.removeEventListener("pointermove", choose), { once: true });
});

// A dead line: what is written stays in the page, and the page says so.
form.addEventListener("submit", (event) => {
  if (navigator.onLine || !warning) return;
  event.preventDefault();
  warning.hidden = false;
  warning.scrollIntoView({ block: "center" });
});
addEventListener("online", () => warning && (warning.hidden = true));
