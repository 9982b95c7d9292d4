/** Field numbers of Prometheus' remote write 1.0 (prompb/remote.proto and prompb/types.proto). */

export const requestFields = { timeseries: 1, metadata: 3 } as const;
export const seriesFields = { labels: 1, samples: 2, exemplars: 3, histograms: 4 } as const;
export const labelFields = { name: 1, value: 2 } as const;
export const sampleFields = { value: 1, timestamp: 2 } as const;
export const histogramFields = {
  countInt: 1,
  countFloat: 2,
  sum: 3,
  schema: 4,
  zeroCountInt: 6,
  negativeSpans: 8,
  negativeDeltas: 9,
  positiveSpans: 11,
  positiveDeltas: 12,
  timestamp: 15,
} as const;
export const spanFields = { offset: 1, length: 2 } as const;
