// A run in words: how far it is, how long it will take, and what watching it costs.
import { number, plural } from "./shared/frame.js";

export function duration(seconds) {
  if (seconds < 90) return `${seconds < 10 ? number(Math.ceil(10 * seconds) / 10) : Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${number(Math.ceil(seconds / 360) / 10)} h`;
}

export function progressWords({ step, first, end, phase, meter, limit }) {
  const each = Math.max(meter["step ms"] / 1000, limit ? 1 / limit : 0);
  const far = end === null ? plural(step + 1, "steps") : `${step - first} of ${plural(end - first, "steps")}`;
  if (phase !== "playing" || !each) return far;
  const pace = `${far} · ${number(+(1 / each).toPrecision(3))} a second`;
  return end === null ? pace : `${pace} · ${duration((end - step) * each)} left`;
}

export function bytes(count) {
  return count < 1e6 ? `${Math.round(count / 1e3)} kB` : `${number(+(count / 1e6).toPrecision(3))} MB`;
}

export function costs(meter) {
  const spent = meter["watching ms"] + meter["showing ms"];
  if (!meter["step ms"]) return "";
  const share = (100 * meter.share).toPrecision(2), of = number(+meter["step ms"].toPrecision(3));
  const words = `Watching and showing cost ${number(+spent.toPrecision(2))} of ${of} ms a step (${share} %), ${bytes(meter["bytes/s"])} a second`;
  return meter.stride > 1 ? `${words}; to keep to their budget, every ${meter.stride} steps are looked at` : words;
}
