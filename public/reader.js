// The worker that reads QR codes: the build puts this behind the glue of its program. It fetches nothing: the page gives it
// the program, checked, and pictures. Pictures are let go as soon as they are read.
const { initSync, most_pixels, read } = wasm_bindgen;

const look = ({ bitmap, isQuick }) => {
  const share = Math.min(1, Math.sqrt(most_pixels() / (bitmap.width * bitmap.height)));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.floor(side * share)));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const tell = (number, of) => postMessage({ number, of });
  return { texts: read(data, width, height, isQuick, tell), isSmaller: share < 1 };
};

onmessage = ({ data }) => {
  try {
    if (data.module) postMessage(initSync({ module: data.module }) && "ready");
    else postMessage(look(data));
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
