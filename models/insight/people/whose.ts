/** Whose people are spoken of: the customer's, our own, or those of somebody who wants no part in the decision. */
import type { Participant } from '../../domain/index.js';
import { called, type Mention, mentionsIn } from './people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { fold } from '../reading/text.js';

/** Somebody whom the customer speaks of in `turn.clauses[at]` and who is not theirs: one of us, or of another firm. */
export function isOthers(reading: Reading, turn: TurnReading, at: number, mention: Mention): boolean {
  return isOurs(reading, turn, at, mention) || isForeign(reading, turn, at, mention);
}

/** The people of our own side, who are never the customer's stakeholders. */
function isOurs(reading: Reading, turn: TurnReading, at: number, mention: Mention): boolean {
  return reading.transcript.participants.some(
    (participant) =>
      participant.side === 'rep' && called(participant, mention) && !isTheirOwn(turn, at, mention, participant),
  );
}

/** “李总拍板” where the rep is 李娜, “our Mark in accounts”: they have a part with the customer, and are not spoken to. */
function isTheirOwn(turn: TurnReading, at: number, { name, start, end }: Mention, rep: Participant): boolean {
  const clause = turn.clauses[at] as Clause;
  const before = turn.folded.slice(Math.max(clause.start, start - OWN_UNITS), start);
  const after = turn.folded.slice(end, end + AFTER_UNITS);
  if (/^[a-z]/i.test(name ?? '')) return /\bour $/.test(before) || AT_A_DEPARTMENT.test(after);
  if (fold(rep.name ?? '').includes(fold(name ?? '')) || isTitled(rep, name ?? '')) return false;
  if (/[我咱]们?(?:的|公司|这边的?)?$/.test(before) || /^[,，]?[他她]就?是(?:我们|咱们|公司)/.test(after)) return true;
  return ROLES.some((idea) => has(clause, idea)) && !/[你您]/.test(clause.text);
}

/** 李经理 is the rep who is one. */
const isTitled = (rep: Participant, name: string): boolean =>
  rep.title != null && fold(rep.title).includes(fold(name).slice(1));

const OWN_UNITS = 12;
const AFTER_UNITS = 24;
const AT_A_DEPARTMENT =
  /^ (?:in|from|over in|at) (?:our |the )?(?:accounts|finance|legal|procurement|purchasing|it|hr|ops|operations|sales|marketing|compliance|security|engineering|maintenance|payroll|logistics|warehouse|production|quality)\b/;
const ROLES = ['decides', 'approves', 'blocks', 'champions', 'influences', 'uses'].map(
  (idea) => `stakeholders.${idea}`,
);

/** “your director, Eva”, “Oracle's regional manager”, 金蝶的区域经理, 原来供应商的老板, 你们赵总. */
export function isForeign(reading: Reading, turn: TurnReading, at: number, mention: Mention): boolean {
  const clause = turn.clauses[at] as Clause;
  const sentence = turn.folded.slice(Math.max(0, mention.start - FOREIGN_UNITS), mention.start);
  const before = sentence.slice(sentence.search(/[^.!?。！？;；\n]*$/));
  if (
    /\b(?:your|you guys') (?:(?:new|own|old|sales|account|regional|area|technical|head) )*(?:(?:colleague|boss|manager|director|rep|ceo|engineer|consultant|guy|person|man|lady),? ?)?(?:(?:called|named) )?$|(?:你|您)们?(?:公司|那边|那儿|家)?的?(?:同事|老板|经理|销售|领导|总监)?$/.test(
      before,
    )
  )
    return true;
  if (OTHER_FIRM.test(before)) return true;
  if (
    /\btheir (?:(?:new|own|old|sales|account|regional|area|technical|head|whole) )*(?:(?:colleague|boss|manager|director|rep|ceo|engineer|consultant|guy|person|man|lady),? ?)?(?:(?:called|named) )?$|他们家?的?$/.test(
      before,
    )
  )
    return isOfAnotherFirm(reading, turn, at);
  if (/\b(?:his|her) $/.test(before)) return speaksOfAFirm(reading, turn, at);
  const firm = FIRM_S.exec(turn.text.slice(Math.max(clause.start, mention.start - FOREIGN_UNITS), mention.start))?.[1];
  return firm !== undefined && (BRANDS.test(firm) || namedBefore(reading, turn, firm));
}

const FOREIGN_UNITS = 32;
const OTHER_FIRM =
  /(?:金蝶|用友|钉钉|飞书|企微|企业微信|纷享销客|销售易|浪潮|泛微|致远|有赞|微盟|华为云?|阿里云?|腾讯云?|百度|供应商|服务商|竞品|竞争对手|对手|友商|别家|另一家|那家|那家公司|隔壁家?|对方|厂家|厂商|代理商|软件商|乙方|朋友|同行)(?:公司)?(?:那边|那里)?的?(?:销售|区域|大区|华东|华南|客户|技术|售前|市场)*$|\b(?:the|their|our) (?:old|other|previous|former|last|current|competing|rival) (?:supplier|vendor|provider|software|agency|company)(?:'s|s')? (?:\w+ )?$/;
const FIRM_S = /(?:^|[^A-Za-z])([A-Z][A-Za-z]+)['’]s? (?:[a-z]+ ){0,2}$/;
const BRANDS =
  /^(?:Oracle|Salesforce|SAP|Microsoft|Google|Amazon|Hubspot|HubSpot|Zendesk|Workday|NetSuite|Netsuite|Zoho|Slack|Adobe|Cisco|Dell|IBM|ServiceNow|Shopify|Freshdesk|Pipedrive|Odoo|Sage|Xero|Intuit)$/;

/** The rep asked after this firm. */
const namedBefore = ({ turns }: Reading, { index }: TurnReading, firm: string): boolean =>
  turns[index - 1]?.side === 'rep' && new RegExp(`\\b${firm.toLowerCase()}\\b`).test(turns[index - 1]?.folded ?? '');

/** “Their CEO” after talk of another firm, and nobody of the customer's in between whose it could be. */
function isOfAnotherFirm(reading: Reading, turn: TurnReading, at: number): boolean {
  const near = turn.clauses.slice(Math.max(0, at - NEAR_CLAUSES), at);
  return speaksOfAFirm(reading, turn, at) && near.every((one) => mentionsIn(turn, one).length === 0);
}

function speaksOfAFirm({ turns }: Reading, turn: TurnReading, at: number): boolean {
  const asked = turns[turn.index - 1];
  return (
    turn.clauses.slice(Math.max(0, at - NEAR_CLAUSES), at + 1).some(({ text }) => A_FIRM.test(text)) ||
    (asked?.side === 'rep' && A_FIRM.test(asked.folded.slice(-ASKED_UNITS)))
  );
}

const NEAR_CLAUSES = 3;
const ASKED_UNITS = 160;
const A_FIRM =
  /\b(?:supplier|vendor|provider|competitor|oracle|salesforce|sap|microsoft|hubspot|zendesk|workday|netsuite|other (?:company|firm|guys|system)|old (?:system|software))s?\b|供应商|服务商|竞品|友商|对手|别家|那家|另一家|厂家|金蝶|用友|钉钉|飞书|纷享|销售易/;
