import { AndFilter, EqualityFilter, ExtensibleFilter, NotFilter, type Filter } from 'ldapts';

/** LDAP_MATCHING_RULE_IN_CHAIN: follows nested groups (MS-ADTS 3.1.1.3.4.4.3). */
const IN_CHAIN = '1.2.840.113556.1.4.1941';

const equal = (attribute: string, value: string): Filter =>
  new EqualityFilter({ attribute, value });

/**
 * Users that are no computers and not deleted, narrowed down by a filter and by a group. Filters are built as objects, so
 * a value is sent as a value whatever characters it holds; nothing is put together from text.
 */
export function userFilter(o: { readonly filter?: Filter; readonly groupDn?: string }): Filter {
  const member =
    o.groupDn === undefined
      ? []
      : [new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value: o.groupDn })];
  return new AndFilter({
    filters: [
      equal('objectClass', 'user'),
      new NotFilter({ filter: equal('objectClass', 'computer') }),
      new NotFilter({ filter: equal('isDeleted', 'TRUE') }),
      ...member,
      ...(o.filter ? [o.filter] : []),
    ],
  });
}

/** A group by its account name. */
export function groupFilter(name: string): Filter {
  return new AndFilter({
    filters: [equal('objectClass', 'group'), equal('sAMAccountName', name)],
  });
}
