import type { DiscoveryService } from '@nestjs/core';
import type { StepProvider, StepSpec } from '../../src/core/step.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { StepRegistry, type RegisteredStep } from '../../src/engine/step-registry.js';

/** The real registry, each provider seen through `watch`. */
export class WatchedRegistry extends StepRegistry {
  constructor(
    discovery: DiscoveryService,
    sequence: Sequence,
    private readonly watch: (spec: StepSpec, provider: StepProvider) => StepProvider,
  ) {
    super(discovery, sequence);
    this.onModuleInit();
  }

  override get(step: string): RegisteredStep {
    const { spec, provider } = super.get(step);
    return { spec, provider: this.watch(spec, provider) };
  }
}
