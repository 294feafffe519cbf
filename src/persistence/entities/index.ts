import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ACCESS_ENTITIES } from './access.js';
import { ProjectEntity } from './project.js';
import { TreeLeafEntity } from './tree-leaf.js';

/** Definitions in use, as plain JSON with their structural hash. */
@Entity('definition')
export class DefinitionEntity {
  @PrimaryColumn('text') hash: string;
  @Column('text') name: string;
  @Column('text') version: string;
  @Column('text') body: string;
}

/** One execution. `state` holds every snapshot; with its rows of `run_task` it is what the audit entry at `head_seq` has the SHA-256 of. */
@Entity('run')
export class RunEntity {
  @PrimaryColumn('text') id: string;
  @Index('ix_run_project')
  @ForeignKey(() => ProjectEntity, { name: 'fk_run_project' })
  @Column('text', { name: 'project_id' })
  projectId: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('integer') revision: number;
  @ForeignKey(() => DefinitionEntity, { name: 'fk_run_definition' })
  @Column('text')
  definition: string;
  @Column('text') state: string;
  @Column('integer', { name: 'head_seq' }) headSeq: number;
  @Column('text', { name: 'head_hash' }) headHash: string;
  /** Merkle frontier over the entry bytes, JSON. */
  @Column('text') frontier: string;
  @Column('text', { name: 'created_at' }) createdAt: string;
  @Column('text', { name: 'updated_at' }) updatedAt: string;
}

/** What the state of a run says of one step: a member of `tasks`, JSON, belonging where `run.state` has its hole (ADR 0039). */
@Entity('run_task')
export class RunTaskEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_run_task_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('text') step: string;
  @Column('integer') place: number;
  @Column('text') body: string;
}

/** Append-only: triggers refuse update and delete. `body` holds the canonical bytes that are hashed. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_audit_entry_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('integer') seq: number;
  @Column('text') body: string;
  @Column('text') hash: string;
}

/** Signed notes over the chain; append-only like the entries. */
@Entity('checkpoint')
export class CheckpointEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_checkpoint_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('integer') size: number;
  @Column('text') text: string;
}

/** What a step yielded. The run's state says which digest is the accepted one. Erasable. */
@Entity('fact')
export class FactEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_fact_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('text') step: string;
  @PrimaryColumn('text') digest: string;
  @Column('text') body: string;
}

/** One try of a step, with owner, lease and fencing (the id itself: the run's state names the only valid one). */
@Entity('attempt')
export class AttemptEntity {
  @PrimaryColumn('text') id: string;
  @Index('ix_attempt_run')
  @ForeignKey(() => RunEntity, { name: 'fk_attempt_run' })
  @Column('text', { name: 'run_id' })
  runId: string;
  @Column('text') step: string;
  @Column('integer') number: number;
  @Index('ix_attempt_status') @Column('text') status: string;
  @Column('text') owner: string;
  @Column('integer', { name: 'lease_until' }) leaseUntil: number;
  @Column('integer', { name: 'not_before' }) notBefore: number;
  @Column('text', { name: 'work_key' }) workKey: string;
  /** Input without secrets, evidence references, actor: JSON, erasable. */
  @Column('text') input: string;
  @Column('text', { name: 'started_at' }) startedAt: string;
  @Column('text', { name: 'ended_at', nullable: true }) endedAt: string | null;
  @Column('text', { nullable: true }) result: string | null;
  /** Salts of the commitments in the entries of its start and its end. */
  @Column('text') salt: string;
  @Column('text', { name: 'end_salt', nullable: true }) endSalt: string | null;
}

/** Timers that wait; the run's state is the truth, this is the index by due time. */
@Entity('timer')
export class TimerEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_timer_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('text') name: string;
  @Index('ix_timer_due') @Column('text', { name: 'due_at' }) dueAt: string;
}

/** First answer of each command, by idempotency key. */
@Entity('command')
export class CommandEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_command_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('text') key: string;
  @Column('text') request: string;
  @Column('text') answer: string;
  @Column('text') salt: string;
}

/** Openings of commitments; erasable. `kind`: actor, host, input, fact, note. */
@Entity('opening')
export class OpeningEntity {
  @PrimaryColumn('text') commitment: string;
  @Index('ix_opening_run')
  @ForeignKey(() => RunEntity, { name: 'fk_opening_run' })
  @Column('text', { name: 'run_id' })
  runId: string;
  @Column('text') kind: string;
  @Column('text') salt: string;
  @Column('text') value: string;
}

/** Evidence named by a run; the file lies content-addressed beside the database. */
@Entity('evidence')
export class EvidenceEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_evidence_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('text') digest: string;
  @PrimaryColumn('text') step: string;
  @Column('integer') size: number;
  @Column('text') name: string;
  @Column('text') salt: string;
}

/** HMACs of numbers that must not turn up in two projects. */
@Entity('fingerprint')
export class FingerprintEntity {
  @PrimaryColumn('text') kind: string;
  @PrimaryColumn('text') hmac: string;
  @ForeignKey(() => RunEntity, { name: 'fk_fingerprint_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @Column('text', { name: 'project_id' }) projectId: string;
  @Column('text') salt: string;
}

/** What a run was before it moved to another definition, by the entry that records the move. */
@Entity('earlier_state')
export class EarlierStateEntity {
  @ForeignKey(() => RunEntity, { name: 'fk_earlier_state_run' })
  @PrimaryColumn('text', { name: 'run_id' })
  runId: string;
  @PrimaryColumn('integer') seq: number;
  @Column('integer') revision: number;
  @ForeignKey(() => DefinitionEntity, { name: 'fk_earlier_state_definition' })
  @Column('text')
  definition: string;
  @Column('text') body: string;
}

export const ENTITIES = [
  ProjectEntity,
  RunEntity,
  RunTaskEntity,
  AuditEntryEntity,
  CheckpointEntity,
  FactEntity,
  AttemptEntity,
  TimerEntity,
  CommandEntity,
  OpeningEntity,
  EvidenceEntity,
  FingerprintEntity,
  DefinitionEntity,
  EarlierStateEntity,
  TreeLeafEntity,
  ...ACCESS_ENTITIES,
];
