// The row under an image that says what its colours mean, and chooses one where there are several.
import { make, number } from "./shared/frame.js";

export function imageLegend(row, images, chosen, stops, choose) {
  const image = images[chosen];
  row.replaceChildren();
  if (!image) return;
  if (images.length > 1) chooser(row, images, chosen, choose);
  else make("span", "", row, image.name);
  make("span", "", row, number(image.low));
  make("i", "", row).style.background = `linear-gradient(90deg, ${stops.join(",")})`;
  make("span", "", row, number(image.high));
  if (!image.missing) return;
  make("b", "", row);
  make("span", "", row, `${image.missing.toLocaleString("en")} missing`);
}

function chooser(row, images, chosen, choose) {
  const select = make("select", "", row);
  select.setAttribute("aria-label", "image");
  images.forEach(({ name }) => make("option", "", select, name));
  select.selectedIndex = chosen;
  select.addEventListener("change", () => choose(select.selectedIndex));
}
