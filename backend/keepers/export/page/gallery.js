"use strict";
const tiles = [...document.querySelectorAll(".tile")];
const stage = document.querySelector("dialog");
const [picture, words, count, close, back, next] = ["picture", "words", "count", "close", "back", "next"].map((id) =>
  document.getElementById(id),
);
let at = 0;

function show(index) {
  at = Math.max(0, Math.min(tiles.length - 1, index));
  const tile = tiles[at];
  const image = tile.querySelector("img");
  picture.hidden = !image;
  if (image) picture.src = image.src;
  picture.alt = tile.getAttribute("aria-label");
  words.textContent = [...tile.querySelectorAll(".words > *")].map((part) => part.textContent).join(" · ");
  count.textContent = `${at + 1} of ${tiles.length}`;
  back.disabled = at === 0;
  next.disabled = at === tiles.length - 1;
}

tiles.forEach((tile, index) =>
  tile.addEventListener("click", () => {
    show(index);
    stage.showModal();
    close.focus({ focusVisible: false });
  }),
);
back.addEventListener("click", () => show(at - 1));
next.addEventListener("click", () => show(at + 1));
close.addEventListener("click", () => stage.close());
picture.addEventListener("click", () => stage.close());
stage.addEventListener("close", () => {
  tiles[at].focus();
  tiles[at].scrollIntoView({ block: "nearest" });
});
stage.addEventListener("keydown", (event) => {
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tiles.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  show(to);
});
let from = null;
stage.addEventListener("pointerdown", (event) => { from = event.pointerType === "touch" ? event.clientX : null; });
stage.addEventListener("pointerup", (event) => {
  if (from === null || Math.abs(event.clientX - from) < 48) return;
  event.preventDefault();
  show(at + (event.clientX < from ? 1 : -1));
});
