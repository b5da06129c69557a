// What the colours, lines and sizes of the maps mean, and what is left out, in exact numbers.
import { make, number, plural } from "./shared/frame.js";

export function drawMapsLegend(legend, frame, mode, theme, energies) {
  legend.replaceChildren();
  legend.style.whiteSpace = "nowrap";
  if (!frame.values.shape[0]) return;
  if (mode === "strip") return scaleRow(legend, "entries", PALETTE.diverging, -frame.values.most, frame.values.most);
  const hues = PALETTE.dimensions[theme], single = frame.values.shape.every((n) => n === 1);
  const words = single ? ["positive", "negative"] : ["det > 0", "det < 0"];
  words.forEach((word, i) => {
    Object.assign(make("b", "", legend).style, { border: `1.5px ${i ? "dashed" : "solid"} ${hues[i]}`, background: `${hues[i]}44`, width: "12px", height: "12px" });
    make("span", "", legend, word);
  });
  if (!energies) make("span", "", legend, `largest σ ${number(frame.values.largest)}`);
  else scaleRow(legend, "energy", PALETTE.viridis, ...energies);
}

function scaleRow(legend, name, stops, low, high) {
  make("span", "", legend, name);
  make("span", "", legend, number(low));
  make("i", "", legend).style.background = `linear-gradient(90deg, ${stops.join(",")})`;
  make("span", "", legend, number(high));
}

export function mapsRemarks({ values }, frame, mode, leftOut) {
  const { absent, missing, dirichlet, silent, shape } = frame.values, count = frame.state.length, said = [];
  if (dirichlet !== null && dirichlet !== undefined) said.push(`Dirichlet energy ${number(dirichlet)}.`);
  if (silent) said.push(`${plural(silent, "edges")} without an energy: a map or a vector is missing.`);
  if (absent && shape[0]) said.push(`${absent.toLocaleString("en")} of ${plural(count, "incidences")} have no map.`);
  if (missing) said.push(`${plural(missing, "maps")} with NaN or infinity, drawn as missing.`);
  if (mode === "strip") return said.join(" ");
  said.push(`Largest σ ${number(frame.values.largest)}.`);
  if (leftOut) said.push(`${leftOut.toLocaleString("en")} of ${plural(count - absent - missing, "glyphs")} are left out, evenly.`);
  if (Math.max(...shape) > 3) said.push(`Glyphs show the two leading singular directions of ${shape.join(" × ")} maps; arrows the first three coordinates.`);
  return [...said, values.remark].filter(Boolean).join(" ");
}
