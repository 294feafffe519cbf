import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { StepRegistry } from './engine/step-registry.js';
import { ALL_STEPS } from './steps/index.js';

/** Composition root: every step is a provider; the registry finds them by their decorator. */
@Module({ imports: [DiscoveryModule], providers: [StepRegistry, ...ALL_STEPS] })
export class AppModule {}
