/** Every point on which the contract's sources disagree, as a switch. The client must pass under every position. */

/** One switch: its positions (the first is the default), what they mean and where the contract says so. */
export interface ReadingEntry {
  id: keyof Readings;
  positions: readonly string[];
  doc: string;
  section: string;
}

/** The position of every switch. */
export interface Readings {
  signedOutUser: '401' | '403' | 'anonymous';
  signedOutForm: 'signup' | 'session-refresh';
  csrfInPage: 'escaped' | 'plain';
  csrfOnReads: 'needed' | 'ignored';
  vUid: 'id' | 'login';
  dynamicHeaders: 'needed' | 'ignored';
  noBrand: 'any' | '1' | '425886' | 'null';
  photoAnswer: 'root' | 'wrapped';
  photoTempUuid: 'uuid-or-empty' | 'uuid-only';
  minimumPhotos: '1' | '3';
  tooFewPhotos: 'code-52' | 'code-99';
  sizeForm: 'attribute' | 'flat';
  afterUpload: 'tip' | 'none' | 'unknown';
  completionPhotos: 'assigned_photos' | 'photos' | 'either';
  completionAnswer: 'item' | 'draft';
  completionId: 'kept' | 'new';
  draftStub: 'with-code' | 'without-code';
  draftDelete: 'json' | 'empty';
  draftsListed: 'rows' | 'parameter';
  missingItem: 'json' | 'html';
  deleteVerb: 'gone' | 'works';
  readColors: 'pair' | 'list';
  readUnisex: 'number' | 'boolean';
  conditions: 'gone' | 'live';
  brokenState: 'none' | '5' | '7';
  configuration: 'session' | 'no-session';
  feedbackPath: 'feedbacks' | 'user_feedbacks';
  siteCatalogs: 'gone' | 'live';
}

/** The list a test loops over: for each entry, each position, run the main job. */
export const READINGS: readonly ReadingEntry[] = [
  {
    id: 'signedOutUser',
    positions: ['401', '403', 'anonymous'],
    section: '§1, P1',
    doc: 'users/current of a signed-out visitor: 401, 403, or 200 without a login',
  },
  {
    id: 'signedOutForm',
    positions: ['signup', 'session-refresh'],
    section: '§1',
    doc: 'where a signed-out /items/new is redirected',
  },
  {
    id: 'csrfInPage',
    positions: ['escaped', 'plain'],
    section: '§1',
    doc: 'whether the quotes around CSRF_TOKEN in a page are escaped',
  },
  {
    id: 'csrfOnReads',
    positions: ['needed', 'ignored'],
    section: '§1, P12',
    doc: 'whether a read made by POST needs the CSRF header',
  },
  { id: 'vUid', positions: ['id', 'login'], section: '§1', doc: 'value of the v_uid cookie' },
  {
    id: 'dynamicHeaders',
    positions: ['needed', 'ignored'],
    section: '§1, P3',
    doc: 'whether a form call without the three X-Enable-Dynamic-Attribute headers is a 500 code 105 (nothing created)',
  },
  {
    id: 'noBrand',
    positions: ['any', '1', '425886', 'null'],
    section: '§3, P7',
    doc: 'which brand_id means "no brand": all three, or only one (another is a 400 on brand)',
  },
  {
    id: 'photoAnswer',
    positions: ['root', 'wrapped'],
    section: '§2',
    doc: 'photo answer at the root, or in {photo:{}} as on mobile',
  },
  {
    id: 'photoTempUuid',
    positions: ['uuid-or-empty', 'uuid-only'],
    section: '§2',
    doc: 'whether an empty photo[temp_uuid] is accepted',
  },
  { id: 'minimumPhotos', positions: ['1', '3'], section: '§2', doc: 'fewest photos of a listing' },
  {
    id: 'tooFewPhotos',
    positions: ['code-52', 'code-99'],
    section: '§2, P15',
    doc: 'how too few photos are refused',
  },
  {
    id: 'sizeForm',
    positions: ['attribute', 'flat'],
    section: '§3',
    doc: 'which form of the size is required: the attribute (size_id is then optional) or size_id (the attribute is then optional)',
  },
  {
    id: 'afterUpload',
    positions: ['tip', 'none', 'unknown'],
    section: '§3',
    doc: 'after_upload_actions of a create: a known tip, empty, or a value nobody documented',
  },
  {
    id: 'completionPhotos',
    positions: ['assigned_photos', 'photos', 'either'],
    section: '§4, P4',
    doc: 'key of the photos when a draft is completed',
  },
  {
    id: 'completionAnswer',
    positions: ['item', 'draft'],
    section: '§4, P10',
    doc: 'object that carries the id after a completion',
  },
  {
    id: 'completionId',
    positions: ['kept', 'new'],
    section: '§4, P10',
    doc: 'whether the listing keeps the id of its draft',
  },
  {
    id: 'draftStub',
    positions: ['with-code', 'without-code'],
    section: '§4',
    doc: 'whether the stub of a draft has a code',
  },
  {
    id: 'draftDelete',
    positions: ['json', 'empty'],
    section: '§4, P10',
    doc: 'answer to the deletion of a draft',
  },
  {
    id: 'draftsListed',
    positions: ['rows', 'parameter'],
    section: '§4, P19',
    doc: 'drafts among the wardrobe rows, or only with status=DRAFT',
  },
  {
    id: 'missingItem',
    positions: ['json', 'html'],
    section: '§4, P21',
    doc: 'form of the 404 of an item that is not there',
  },
  {
    id: 'deleteVerb',
    positions: ['gone', 'works'],
    section: '§4',
    doc: 'DELETE /api/v2/items/{id}: one source says it works',
  },
  {
    id: 'readColors',
    positions: ['pair', 'list'],
    section: '§4',
    doc: 'colours of the item read: color1_id and color2_id, or color_ids',
  },
  {
    id: 'readUnisex',
    positions: ['number', 'boolean'],
    section: '§4',
    doc: 'is_unisex of the item read: 0/1, or false/true',
  },
  {
    id: 'conditions',
    positions: ['gone', 'live'],
    section: '§5',
    doc: 'item_upload/conditions: 404, or still there',
  },
  {
    id: 'brokenState',
    positions: ['none', '5', '7'],
    section: '§5, P23',
    doc: 'id of "not fully functional", electronics only',
  },
  {
    id: 'configuration',
    positions: ['session', 'no-session'],
    section: '§2, P17',
    doc: 'whether items/configuration offers an upload_session_id',
  },
  {
    id: 'feedbackPath',
    positions: ['feedbacks', 'user_feedbacks'],
    section: '§6, P8',
    doc: 'path of the feedback list; the other one is a 404',
  },
  {
    id: 'siteCatalogs',
    positions: ['gone', 'live'],
    section: '§5',
    doc: '/api/v2/catalogs: 404, or still there',
  },
];

/** Conflicts of endpoints.json that need no switch, and why. */
export const WITHOUT_SWITCH: Readonly<Record<string, string>> = {
  'strength of the proof that it is needed': 'the two counts differ, the fact does not',
  'type of id': 'a JSON integer on the wire in both',
  feedback_id: 'null and absent are both always accepted',
  video_game_rating_id: 'always accepted',
  'size and category of the printed example': 'a slip of the printed example',
  'when size is sent': 'asked where the category has sizes; never refused for being there',
  method: 'category suggestions are outside what this sandbox answers',
};

/** The default position of every switch. */
export function defaultReadings(): Readings {
  const entries = READINGS.map((entry) => [entry.id, entry.positions[0]]);
  return Object.fromEntries(entries) as unknown as Readings;
}
