import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Umstieg } from '../engine/umstieg.js';

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures of this server. Labels are routes and codes: they name nobody. */
export class Metrics {
  private readonly registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  readonly requests = new Histogram({
    name: 'umstieg_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly listeners = new Gauge({
    name: 'umstieg_event_stream_clients',
    help: 'Clients that listen to events',
    registers: [this.registry],
  });
  private readonly runs = new Gauge({
    name: 'umstieg_runs',
    help: 'Runs by status',
    labelNames: ['status'] as const,
    registers: [this.registry],
  });

  constructor(private readonly umstieg: Umstieg) {
    this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    collectDefaultMetrics({ register: this.registry });
  }

  async read(): Promise<{ type: string; text: string }> {
    this.runs.reset();
    for (const [status, n] of await this.umstieg.listings.counts()) this.runs.set({ status }, n);
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
