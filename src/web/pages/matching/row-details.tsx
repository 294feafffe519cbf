import { useTranslation } from 'react-i18next';
import { OUTCOME_WORDS } from '../../../connect/match-words.js';
import { useSay } from '../../app/language.js';
import { Copyable } from '../../components/copyable.js';
import { useCharacterName } from '../../components/seen.js';
import { DecisionFields } from './decision-fields.js';
import type { Decisions } from './decisions.js';
import { differingPlaces, type DifferingPlace } from './differing-places.js';
import { OutcomeMark } from './outcome-mark.js';
import { Address, Pieces } from './pieces.js';
import type { MatchRow } from './shapes.js';

interface Props {
  readonly row: MatchRow;
  readonly decisions: Decisions | undefined;
}

/** One row in full: both addresses, what differs, what would mend it, and what is decided. */
export function RowDetails({ row, decisions }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { email, target, outcome, import: imported, why, explained, sid } = row;
  return (
    <>
      <h2 id="matching-row" tabIndex={-1}>
        {t('matching.rowN', { row: row.row })}
      </h2>
      <p className="row">
        <OutcomeMark outcome={outcome} />
        <span className="quiet">{say(OUTCOME_WORDS[imported])}</span>
      </p>
      <p>{say(why)}</p>
      <dl className="both">
        <Side
          name={t('matching.sourceRow', { row: row.row })}
          pieces={explained?.source}
          text={email}
        />
        {target && (
          <Side
            name={t('matching.targetRow', { row: target.row })}
            pieces={explained?.target}
            text={target.email}
          />
        )}
      </dl>
      {explained && <Places places={differingPlaces(explained)} />}
      <Mending repair={row.repair} />
      {sid !== null && <p className="quiet sid">SID {sid}</p>}
      {decisions && <DecisionFields key={email} row={row} decisions={decisions} />}
    </>
  );
}

interface SideProps {
  readonly name: string;
  readonly pieces: NonNullable<MatchRow['explained']>['source'] | undefined;
  readonly text: string;
}

function Side({ name, pieces, text }: SideProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{pieces ? <Pieces pieces={pieces} /> : <Address text={text} />}</dd>
    </div>
  );
}

const MOST_PLACES = 8;
/** Of a longer piece the numbers explain nothing. */
const MOST_CODES = 6;

/** Character by character: at which place, what stands there on either side, with the numbers in Unicode. */
function Places({ places }: { readonly places: readonly DifferingPlace[] }) {
  const { t } = useTranslation();
  const more = places.length - MOST_PLACES;
  return (
    <table className="table places">
      <caption>{t('matching.differs')}</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            {t('matching.character')}
          </th>
          <th scope="col">{t('matching.inV4')}</th>
          <th scope="col">{t('matching.there')}</th>
        </tr>
      </thead>
      <tbody>
        {places.slice(0, MOST_PLACES).map((place) => (
          <tr key={place.at}>
            <td className="number">{place.at}</td>
            <Piece piece={place.source} />
            <Piece piece={place.target} />
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={3}>{t('matching.morePlaces', { count: more })}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Piece({ piece }: { readonly piece: DifferingPlace['source'] }) {
  const { t } = useTranslation();
  const name = useCharacterName();
  if (!piece) return <td className="quiet">{t('matching.nothingThere')}</td>;
  const codes = piece.codes?.split(' ') ?? [];
  return (
    <td>
      <Pieces pieces={[piece]} />
      {codes.length <= MOST_CODES && (
        <small className="quiet codes">{codes.map(name).join(', ')}</small>
      )}
    </td>
  );
}

/** In both directions; a person chooses one. */
function Mending({ repair }: Pick<MatchRow, 'repair'>) {
  const { t } = useTranslation();
  const say = useSay();
  if (!repair) return null;
  const ways = [
    { way: 'inTarget', to: repair.inTarget },
    { way: 'inSource', to: repair.inSource },
  ] as const;
  return (
    <section className="mending">
      <h3>{t('matching.mend')}</h3>
      <p>{say(repair.advice)}</p>
      <dl className="both">
        {ways.map(({ way, to }) =>
          to === null ? null : (
            <div key={way}>
              <dt>{t(`matching.${way}`)}</dt>
              <dd>
                <Copyable text={to} name={t('matching.address')} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
