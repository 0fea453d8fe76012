export type PersonOfTest = 'rep' | 'qa' | 'trainer' | 'manager' | 'delivery' | 'admin';

export const PASSWORD = 'a-long-enough-password';
export const emailOf = (role: PersonOfTest): string => `${role}@parcelwise.example`;

/**
 * The first administrator through the one-time link, then somebody of each other role through an
 * invitation; the rep is in the manager's team. Returns each one's session cookie.
 */
export async function addPeople(url: string, token: string): Promise<Record<PersonOfTest, string>> {
  const admin = await useLink(url, token, { email: emailOf('admin'), name: 'Ada Admin' });
  const people = { admin: admin.cookie } as Record<PersonOfTest, string>;
  const make = async <T>(path: string, body: object): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `vouch_session=${admin.cookie}`,
        'x-csrf-token': admin.csrf,
        origin: url,
      },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { id: teamId } = await make<{ id: string }>('/v1/teams', { name: 'East' });
  for (const role of ['rep', 'qa', 'trainer', 'manager', 'delivery'] as const) {
    const { link } = await make<{ link: string }>('/v1/users', {
      ...{ email: emailOf(role), name: NAMES[role], role, identities: [NAMES[role]] },
      ...((role === 'rep' || role === 'manager') && { teamId }),
    });
    people[role] = (await useLink(url, new URL(link, url).searchParams.get('token') ?? '', {})).cookie;
  }
  return people;
}

/** The rep is called as somebody in the samples, whose conversations are then theirs. */
const NAMES = {
  rep: '顾言',
  qa: 'Quinn Quality',
  trainer: 'Tara Trainer',
  manager: 'Mia Manager',
  delivery: 'Dan Delivery',
} as const;

async function useLink(
  url: string,
  token: string,
  who: { email?: string; name?: string },
): Promise<{ cookie: string; csrf: string }> {
  const response = await fetch(new URL(`/v1/links/${token}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...who, password: PASSWORD }),
  });
  if (response.status !== 201) throw new Error(`the link did not work: ${response.status} ${await response.text()}`);
  const cookie = /vouch_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const { csrf } = (await response.json()) as { csrf: string };
  return { cookie, csrf };
}
