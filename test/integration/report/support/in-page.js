/* global document */
/* What a person sees of a page's charts, told by pixels and places. Evaluated in the page by look.ts. */
(() => {
  const kept = new Map();

  const dataOf = (id) => {
    const canvas = document.querySelector(`[data-chart="${id}"] canvas`);
    return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  };

  const paintedIn = (canvas, left, top, across, down) => {
    const { data } = canvas.getContext("2d").getImageData(left, top, across, down);
    let pixels = 0;
    for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] > 0) pixels += 1;
    return pixels;
  };

  globalThis.look = {
    charts: () =>
      [...document.querySelectorAll("[data-chart]")].map((plot) => {
        const canvas = plot.querySelector("canvas");
        const over = plot.querySelector(".u-over");
        const ratio = canvas.width / canvas.clientWidth;
        const [x, y] = [over.offsetLeft * ratio, over.offsetTop * ratio];
        const [width, height] = [over.clientWidth * ratio, over.clientHeight * ratio];
        return {
          id: plot.dataset.chart,
          inside: paintedIn(canvas, x, y, width, height),
          left: paintedIn(canvas, 0, y, x, height),
          below: paintedIn(canvas, x, y + height, width, canvas.height - y - height),
          insideFromPx: over.offsetLeft,
          widthPx: canvas.clientWidth,
        };
      }),

    pixelsOf: (id, red, green, blue) => {
      const data = dataOf(id);
      let pixels = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255)
          pixels += 1;
      }
      return pixels;
    },

    keep: (id) => {
      kept.set(id, dataOf(id));
    },

    changed: (id) => {
      const [before, now] = [kept.get(id), dataOf(id)];
      if (before.length !== now.length) return 1;
      let changes = 0;
      for (let at = 0; at < now.length; at += 4) {
        if ([0, 1, 2, 3].some((channel) => Math.abs(now[at + channel] - before[at + channel]) > 32))
          changes += 1;
      }
      return changes / (now.length / 4);
    },

    overhanging: () =>
      [...document.querySelectorAll("body *")]
        .filter((element) => element.closest(".scroll > *, pre > *, .unseen, svg") === null)
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => `${element.tagName}.${element.className}`),
  };
})();
