let known = { width: -1, scale: 1 };

/** How much larger than on a desk things are drawn: the root font grows with the screen (app.css); 1 at 16 px. */
export function screenScale(): number {
  // Asked in every frame; reading the style each time could force a layout.
  if (known.width !== window.innerWidth) {
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    known = { width: window.innerWidth, scale: size > 0 ? size / 16 : 1 };
  }
  return known.scale;
}
