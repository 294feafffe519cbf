import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** One entry of one chain in the tree over all of them; append-only, written by triggers. */
@Entity('tree_leaf')
@Unique('ux_tree_leaf_entry', ['chain', 'seq'])
export class TreeLeafEntity {
  /** From 1, without gaps. */
  @PrimaryColumn('integer') position: number;
  /** The run, or `*access` for the log of people and rights. */
  @Column('text') chain: string;
  @Column('integer') seq: number;
  @Column('text') hash: string;
}
