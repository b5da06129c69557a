// What the colours of a channel mean: a scale with its ends, or a name a hue; and what is missing.
import { make, number } from "./frame.js";

// meaning: as of channel.py, or nothing. more: further lines in words.
export function showLegend(place, meaning, ...more) {
  place.replaceChildren();
  if (meaning) showScale(make("div", "", place), meaning);
  more.filter(Boolean).forEach((words) => make("div", "", place, words));
}

function showScale(place, meaning) {
  make("span", "", place, meaning.name);
  if (meaning.kind === "label") {
    meaning.labels.forEach((label, i) => {
      make("b", "", place).style.background = PALETTE.okabeIto[i % PALETTE.okabeIto.length];
      make("span", "", place, label);
    });
  } else {
    make("span", "", place, number(meaning.low));
    make("i", "", place).style.background = `linear-gradient(90deg, ${PALETTE.viridis.join(",")})`;
    make("span", "", place, number(meaning.high));
  }
  if (meaning.missing) make("span", "", place, `${meaning.missing.toLocaleString("en")} missing`);
}
