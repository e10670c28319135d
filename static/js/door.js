// A link carries its token behind the #, which no server log sees. It moves into the form's one field,
// and out of the address bar, before the child presses the button.

const token = location.hash.slice(1);
const isSkipLink = document.getElementById(token) !== null;
if (token && !isSkipLink) {
  history.replaceState(null, "", location.pathname);
  document.querySelector("#code").value = token;
  document.querySelector(".by-code").hidden = true;
  document.querySelector(".by-link").hidden = false;
}
