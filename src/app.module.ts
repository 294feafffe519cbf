import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SEQUENCE, type Sequence } from './engine/sequence.js';
import { StepRegistry } from './engine/step-registry.js';

/** Composition root: every step of a sequence is a provider; the registry finds them by their decorator. */
@Module({ imports: [DiscoveryModule], providers: [StepRegistry] })
export class AppModule {
  static of(sequence: Sequence): DynamicModule {
    const providers = [{ provide: SEQUENCE, useValue: sequence }, ...sequence.steps];
    return { module: AppModule, providers };
  }
}
