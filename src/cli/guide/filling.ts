import type { z } from 'zod';
import type { StepSpec } from '../../core/step.js';
import type { Draft } from '../../engine/drafts.js';
import type { FieldView, TaskView } from '../../engine/views.js';

/** One field of a form: what faces know of it, and the schema that judges its value. */
export interface Field {
  readonly view: FieldView;
  readonly schema: z.ZodType;
}

/** A form on its way: what is kept on disk, and the secrets, which are not. */
export interface Filling {
  readonly task: TaskView;
  readonly spec: StepSpec;
  draft: Draft;
  readonly secrets: Map<string, string>;
  /** Answers of the claim before, offered again. */
  readonly earlier: Readonly<Record<string, unknown>>;
  /** Keeps the draft. */
  readonly keep: () => Promise<void>;
}
