// Orbit, pan and zoom: a turntable in 3-D, a sheet of paper in 2-D, by mouse, touch and keyboard.
const DISTANCE = 4, NEAR = 0.5, FAR = 12;

export class Camera {
  constructor(flat, extent) {
    Object.assign(this, { flat, extent });
    this.reset();
  }

  reset() {
    Object.assign(this, { yaw: this.flat ? 0 : 0.5, pitch: this.flat ? 0 : 0.3, zoom: 1, pan: [0, 0] });
  }

  state() {
    const { flat, yaw, pitch, zoom, pan } = this;
    return { flat, yaw, pitch, zoom, pan };
  }

  // Looks as another camera does, if it looks at the same kind of thing.
  follow(state) {
    if (state.flat === this.flat) Object.assign(this, state);
  }

  // Row-major 3×3: turn about the upright axis, then tilt.
  turn() {
    const [cy, sy, cp, sp] = [Math.cos(this.yaw), Math.sin(this.yaw), Math.cos(this.pitch), Math.sin(this.pitch)];
    return [cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy];
  }

  // Column-major 4×4 from data (radius 1 about the origin) to clip space of a width × height stage.
  matrix(width, height) {
    const t = this.turn(), [hx, hy] = this.extent;
    const fit = this.flat ? 0.9 * Math.min(width / hx, height / hy) : 0.86 * Math.min(width, height);
    const [sx, sy] = [(this.zoom * fit) / width, (this.zoom * fit) / height];
    const [px, py] = this.pan;
    if (this.flat) return [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, -0.1, 0, px, py, 0, 1];
    const a = (FAR + NEAR) / (FAR - NEAR), b = (-2 * FAR * NEAR) / (FAR - NEAR), out = [];
    for (let c = 0; c < 3; c++) {
      const [x, y, z] = [t[c], t[3 + c], t[6 + c]];
      out.push(sx * x * DISTANCE - px * z, sy * y * DISTANCE - py * z, -a * z, -z);
    }
    return [...out, px * DISTANCE, py * DISTANCE, a * DISTANCE + b, DISTANCE];
  }

  // The place of a drawing in the plane that is seen at a point of the canvas.
  place(x, y, { clientWidth: width, clientHeight: height }) {
    const m = this.matrix(width, height);
    return [((2 * x) / width - 1 - m[12]) / m[0], (1 - (2 * y) / height - m[13]) / m[5]];
  }

  drag(dx, dy, width, height, panning) {
    if (panning || this.flat) {
      this.pan = [this.pan[0] + (2 * dx) / width, this.pan[1] - (2 * dy) / height];
    } else {
      this.yaw += dx * 0.008;
      this.pitch = Math.max(-1.57, Math.min(1.57, this.pitch + dy * 0.008));
    }
  }

  // Zoom about a point of the stage, in clip coordinates.
  magnify(factor, x = 0, y = 0) {
    const next = Math.max(0.2, Math.min(200, this.zoom * factor)), ratio = next / this.zoom;
    this.pan = [x + (this.pan[0] - x) * ratio, y + (this.pan[1] - y) * ratio];
    this.zoom = next;
  }

  key(key, shift) {
    const steps = { ArrowLeft: [-24, 0], ArrowRight: [24, 0], ArrowUp: [0, -24], ArrowDown: [0, 24] };
    if (steps[key]) this.drag(...steps[key], 400, 400, shift);
    else if (key === "+" || key === "=") this.magnify(1.2);
    else if (key === "-") this.magnify(1 / 1.2);
    else if (key === "0" || key === "Home") this.reset();
    else return false;
    return true;
  }
}

// Pointer and wheel on the canvas move the camera; a press that did not move is a click.
export function driveCamera(canvas, camera, { moved, clicked }) {
  const pointers = new Map();
  let travelled = 0, spread = 0;
  const clip = (x, y) => [(2 * x) / canvas.clientWidth - 1, 1 - (2 * y) / canvas.clientHeight];
  const gap = () => {
    const [a, b] = [...pointers.values()];
    return [Math.hypot(a.x - b.x, a.y - b.y), ...clip((a.x + b.x) / 2, (a.y + b.y) / 2)];
  };
  canvas.addEventListener("pointerdown", (e) => {
    canvas.setPointerCapture(e.pointerId);
    pointers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    if (pointers.size === 1) travelled = 0;
    if (pointers.size === 2) [spread] = gap();
  });
  canvas.addEventListener("pointermove", (e) => {
    const last = pointers.get(e.pointerId);
    if (!last) return;
    const [dx, dy] = [e.offsetX - last.x, e.offsetY - last.y];
    pointers.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    travelled += Math.abs(dx) + Math.abs(dy);
    if (travelled <= 4) return;
    if (pointers.size === 2) {
      const [now, x, y] = gap();
      camera.magnify(now / (spread || now), x, y);
      spread = now;
    } else {
      camera.drag(dx, dy, canvas.clientWidth, canvas.clientHeight, e.shiftKey || e.buttons === 2);
    }
    moved();
  });
  const lift = (e) => {
    if (pointers.delete(e.pointerId) && e.type === "pointerup" && travelled <= 4 && !pointers.size) clicked(e);
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("contextmenu", (e) => e.preventDefault());
  canvas.addEventListener("wheel", (e) => {
    e.preventDefault();
    camera.magnify(Math.exp(-e.deltaY * 0.0015), ...clip(e.offsetX, e.offsetY));
    moved();
  }, { passive: false });
}
