/**
 * The demo's telemetry: public OpenTelemetry packages, set up as in any app, and nothing of ours. Spans go to the service as OTLP
 * in protobuf. The attributes are those of OpenTelemetry's conventions for generative AI.
 * @see https://github.com/open-telemetry/semantic-conventions-genai
 */
import { type Attributes, context, createContextKey, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Sends what was recorded so far every half second, so that the first answers are there before the last are asked for. */
const EVERY_MS = 500;

/** What every span within says too: who the work is for. Lists and figures by user then need not wait for the outermost span. */
const SHARED = createContextKey('attributes that every span within has');

export interface Telemetry {
  /** Runs something whose spans all have the attributes. */
  readonly sharing: <T>(attributes: Attributes, run: () => Promise<T>) => Promise<T>;
  /** Runs a step as a span: its error is the span's, and what it calls becomes spans within. */
  readonly step: <T>(name: string, attributes: Attributes, run: (span: Span) => Promise<T>) => Promise<T>;
  /**
   * Sends what is left.
   * @throws Error when the service does not take it
   */
  readonly stop: () => Promise<void>;
}

export const startTelemetry = ({ url, key }: { readonly url: string; readonly key: string }): Telemetry => {
  const exporter = new OTLPTraceExporter({
    url: `${url}/v1/traces`,
    headers: { 'x-api-key': key },
    compression: CompressionAlgorithm.GZIP,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'help-desk',
      'service.version': '1.4.2',
      'deployment.environment.name': 'production',
    }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: EVERY_MS })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer('help-desk-demo');

  return {
    sharing: (attributes, run) => context.with(context.active().setValue(SHARED, attributes), run),
    step: (name, own, run) => {
      const attributes = { ...(context.active().getValue(SHARED) as Attributes | undefined), ...own };
      const kind = attributes['server.address'] === undefined ? SpanKind.INTERNAL : SpanKind.CLIENT;
      return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
        try {
          return await run(span);
        } catch (error) {
          const { name: type, message } = error as Error;
          span.recordException(error as Error);
          span.setAttribute('error.type', type);
          span.setStatus({ code: SpanStatusCode.ERROR, message });
          throw error;
        } finally {
          span.end();
        }
      });
    },
    stop: async () => {
      await provider.forceFlush().catch((errors: unknown) => {
        const reasons = [errors].flat().map((error) => (error as Error).message);
        throw new Error(`the service did not take the telemetry: ${reasons.join('; ')}`);
      });
      await provider.shutdown();
      context.disable();
    },
  };
};

/** The id by which the service knows the span that is being recorded. */
export const interactionIdOf = (span: Span): string => {
  const { traceId, spanId } = span.spanContext();
  return `${traceId}-${spanId}`;
};
