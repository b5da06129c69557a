// What lies over the complex on its canvas: arrows, names and the lasso.
import { flowArrows, weightArrows, cellPlaces, paintArrows } from "./complex_arrows.js";
import { paintLabels } from "./complex_labels.js";
import { paintRanks } from "./complex_layers.js";
import { paintLasso } from "./shared/lasso.js";

export class ComplexOverlay {
  constructor(canvas, geometry) {
    Object.assign(this, { canvas, geometry, flow: null, weights: null, lasso: null, unnamed: 0, named: geometry.values.named });
  }

  setFlow(flow) {
    this.flow = flow ? flowArrows(this.geometry.edges, flow) : null;
  }

  // What an attention view says of the weights between cells that it shows.
  setWeights(weights) {
    this.weights = weights && weights.rank <= 2 ? { rank: weights.rank, ...weightArrows(weights) } : null;
  }

  get busy() {
    return Boolean(this.flow || this.weights || this.lasso || this.named || this.geometry.layers);
  }

  paint(screen, { width, height, ratio, threshold, theme }) {
    const context = this.canvas.getContext("2d"), { ink, ground } = PALETTE.themes[theme], { okabeIto } = PALETTE;
    const { birth0, birth1, values, layers } = this.geometry, within = (births) => (cell) => !births || births[cell] <= threshold;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.flow) paintArrows(context, this.flow, screen, { colour: okabeIto[5], casing: ground, seen: within(birth1) });
    if (this.weights) paintArrows(context, this.weights, cellPlaces(this.weights.rank, this.geometry, screen), { colour: okabeIto[3], casing: ground, whole: true });
    if (layers) paintRanks(context, layers, screen, { width, height, ink, ground });
    const name = (i) => values.labels?.[i] ?? String(i);
    this.unnamed = this.named ? paintLabels(context, screen, { width, height, ink, ground, name, seen: within(birth0) }) : 0;
    paintLasso(context, this.lasso, okabeIto[0]);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }
}
