/** Which metrics are kept, and which of them tell what the machine was doing. Others have a home elsewhere. */

/** A figure of a machine. */
export type ResourceFigure = 'cpuPercent' | 'memoryMb' | 'gpuPercent' | 'gpuMemoryMb';

/** Names of resource figures, from OpenTelemetry's conventions, OpenLIT, NVIDIA's exporter, and apps of their own. */
const FIGURES: readonly (readonly [figure: ResourceFigure, names: RegExp])[] = [
  [
    'gpuMemoryMb',
    /^(?:hw\.)?gpu\.memory\.(?:used|usage)$|^hw\.gpu\.memory\.usage$|^DCGM_FI_DEV_FB_USED$|^(?:ai_)?gpu_memory(?:_used)?(?:_mb|_bytes|_mib)?$|^nvidia_smi_memory_used_bytes$|^nvml\.gpu\.memory\.bytes_used$/,
  ],
  [
    'gpuPercent',
    /^(?:hw\.)?gpu\.utilization$|^DCGM_FI_DEV_GPU_UTIL$|^(?:ai_)?gpu_(?:utili[sz]ation|percent|usage)(?:_percent)?$|^nvidia_smi_utilization_gpu_ratio$|^nvml\.gpu\.utilization$/,
  ],
  [
    'cpuPercent',
    /^(?:system|process|container|k8s\.pod)\.cpu\.utilization$|^process\.cpu\.percent$|^(?:ai_)?cpu_(?:utili[sz]ation|percent|usage)(?:_percent)?$/,
  ],
  [
    'memoryMb',
    /^(?:process|system|container|k8s\.pod)\.memory\.(?:usage|working_set)$|^process\.runtime\..*memory.*(?:usage|rss)$|^(?:ai_)?memory(?:_used|_usage)?(?:_mb|_bytes)?$/,
  ],
];

/** The figure that a metric is; undefined for all others. */
export const figureOf = (name: string): ResourceFigure | undefined =>
  FIGURES.find(([, names]) => names.test(name))?.[0];

/** Metrics of AI apps by the beginning of their name: conventions, SDKs, coding agents, and names of apps' own. */
const AI =
  /^(?:gen_ai|ai|llm|traceloop|langfuse|strands|pydantic_ai|claude_code|codex|gemini_cli|qwen-code|openlit|litellm|mcp|vllm)[._:]/;

/** Whether a metric is kept: of an AI app's own, or of its machine. Runtimes send hundreds of others every minute. */
export const isKept = (name: string): boolean => AI.test(name) || figureOf(name) !== undefined;

/** A figure in our unit, from the metric's. Ratios become percent, bytes mebibytes; a unit left out is read off the name. */
export const inOurUnit = (
  figure: ResourceFigure,
  value: number,
  { name, unit }: { readonly name: string; readonly unit: string },
): number => {
  if (figure === 'cpuPercent' || figure === 'gpuPercent') {
    const isRatio =
      unit === '1' ||
      /_ratio$/.test(name) ||
      (unit === '' && /utili[sz]ation$/.test(name) && value <= 1 && !name.startsWith('DCGM'));
    return isRatio ? value * 100 : value;
  }
  if (unit === 'By' || unit === 'bytes' || /_bytes$|bytes_used$/.test(name) || (unit === '' && value > 10_000_000))
    return value / 1_048_576;
  return unit === 'kBy' || unit === 'KiBy' ? value / 1024 : unit === 'GiBy' || unit === 'GBy' ? value * 1024 : value;
};
