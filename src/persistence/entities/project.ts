import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One customer. The name is personal and erasable; it stands nowhere else in clear. */
@Entity('project')
export class ProjectEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') customer: string;
  @Column('text', { name: 'created_at' }) createdAt: string;
}
