import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { InvariantError, RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import type { AutomaticStep, StepProvider, StepSpec, TaskStep, Warning } from '../core/step.js';
import { STEP_KEY } from '../steps/step.decorator.js';
import type { CompiledDefinition } from './compile-definition.js';
import { SEQUENCE, type Sequence } from './sequence.js';
import type { StepTraits } from './step-traits.js';

export interface RegisteredStep {
  readonly spec: StepSpec;
  readonly provider: StepProvider;
}

/** A sequence with its step providers alive, found by their decorator when the application starts. */
@Injectable()
export class StepRegistry implements OnModuleInit {
  private readonly steps = new Map<string, RegisteredStep>();
  private readonly traits = new Map<string, StepTraits>();

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(SEQUENCE) readonly sequence: Sequence,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const type = wrapper.metatype;
      if (typeof type !== 'function') continue;
      const spec = Reflect.getMetadata(STEP_KEY, type) as StepSpec | undefined;
      if (spec) this.add(spec, wrapper.instance as StepProvider);
    }
    for (const part of Object.keys(this.sequence.definition.parts))
      if (!this.sequence.partTitles[part]) throw broken(`part ${part} has no title`);
  }

  private add(spec: StepSpec, provider: StepProvider): void {
    if (this.steps.has(spec.id)) throw broken(`step ${spec.id} is registered twice`);
    const fits = spec.kind === 'task' ? isTask(provider) : isAutomatic(provider);
    if (!fits) throw broken(`step ${spec.id} says "${spec.kind}" but has other methods`);
    const silent = spec.warnings?.find((code) => !this.sequence.warnings[code]);
    if (silent) throw broken(`step ${spec.id} names ${silent}, a warning without a text`);
    this.steps.set(spec.id, { spec, provider });
    this.traits.set(spec.id, {
      kind: spec.kind,
      hasForm: spec.form !== undefined,
      reads: spec.reads ?? [],
    });
  }

  readonly traitsOf = (step: string): StepTraits | undefined => this.traits.get(step);

  find(step: string): RegisteredStep | undefined {
    return this.steps.get(step);
  }

  /** @throws RequestError step.unknown */
  get(step: string): RegisteredStep {
    const found = this.steps.get(step);
    if (found) return found;
    throw new RequestError(
      'step.unknown',
      { de: `Den Schritt „${step}“ gibt es nicht.`, en: `There is no step "${step}".` },
      { expected: [...this.steps.keys()] },
    );
  }

  /** What a definition carries out, by its name; that of another sequence shows it. */
  sequenceTitle(definition: string): Text {
    const { definition: own, title } = this.sequence;
    return own.name === definition ? title : { de: definition, en: definition };
  }

  /** A part of another sequence shows its name. */
  partTitle(part: string): Text {
    return this.sequence.partTitles[part] ?? { de: part, en: part };
  }

  /** A timer or a signal in words, where the sequence has them. */
  eventTitle(name: string): Text {
    return this.sequence.eventTitles?.[name] ?? { de: name, en: name };
  }

  warningsOf(spec: StepSpec | undefined): readonly Warning[] {
    return (spec?.warnings ?? []).flatMap((code) => {
      const text = this.sequence.warnings[code];
      const statements = this.sequence.statements?.[code];
      return text ? [{ code, text, ...(statements ? { statements } : {}) }] : [];
    });
  }

  all(): readonly RegisteredStep[] {
    return [...this.steps.values()];
  }

  /**
   * Refuses to start when a state names a step nobody provides, a step is named by no state, lives in another part,
   * or reads a step that does not exist. A retired step is named by a stored definition only: its runs still need it.
   * @throws InvariantError definition.invalid
   */
  check(definition: CompiledDefinition, retired: (step: string) => boolean): void {
    const problems: string[] = [];
    for (const step of definition.steps)
      if (!this.steps.has(step)) problems.push(`no provider for step ${step}`);
    for (const { spec } of this.steps.values()) {
      const home = definition.partOf.get(spec.id);
      if (home === undefined) {
        if (!retired(spec.id)) problems.push(`no machine names step ${spec.id}`);
      } else if (home !== spec.part)
        problems.push(`step ${spec.id} says part ${spec.part}, its machine is ${home}`);
      for (const read of spec.reads ?? []) {
        if (!this.steps.has(read)) problems.push(`step ${spec.id} reads unknown step ${read}`);
      }
    }
    if (problems.length > 0) throw broken(problems.join('; '));
  }
}

export function isTask(provider: StepProvider): provider is TaskStep {
  return 'verify' in provider;
}
export function isAutomatic(provider: StepProvider): provider is AutomaticStep {
  return 'execute' in provider && 'check' in provider;
}

function broken(what: string): InvariantError {
  return new InvariantError('definition.invalid', {
    de: `Schritte und Maschinen passen nicht zusammen: ${what}`,
    en: `Steps and machines do not fit: ${what}`,
  });
}
