/**
 * What WhatsApp itself writes into an export, in the languages of the phones it was seen in. All
 * patterns stand for a whole message: a person who writes about a deleted message is not one.
 */

const whole = (...forms: string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`, 'iu');

/** A message that its sender, or the group's admin, deleted. */
export const DELETED = whole(
  'this message was deleted(?: by (?:the )?admin .*)?\\.?',
  'you deleted this message(?: as admin)?\\.?',
  '(?:此|这条|該|该)(?:消息|訊息)(?:已被?|已经)(?:删除|刪除)。?',
  '(?:您|你)(?:已|已经)?(?:删除|刪除)了?(?:此|这条|這則|这则)?(?:消息|訊息)。?',
  '(?:se )?eliminó este mensaje\\.?',
  'eliminaste este mensaje\\.?',
  'diese nachricht wurde gelöscht\\.?',
  'du hast diese nachricht gelöscht\\.?',
  'ce message a été supprimé\\.?',
  'vous avez supprimé ce message\\.?',
  '(?:essa mensagem foi apagada|mensagem apagada|você apagou esta mensagem)\\.?',
);

/** Never decrypted on the phone that exported. */
export const WAITING = whole(
  'waiting for this message\\. this may take a while\\.?',
  '正在等待此消息(?:。|，).*',
  '正在等待此訊息(?:。|，).*',
);

/** A picture, video, voice message, sticker or file that the export leaves out, without any words. */
export const OMITTED = whole(
  '<media omitted>',
  '<(?:省略|忽略|略过|略過)(?:多媒体文件|多媒體檔案?|影音内容|媒体文件)>',
  '<(?:媒体文件|多媒体文件|媒體|多媒體檔案?)已?(?:忽略|省略|略去)>',
  '<已省略多媒體檔案>',
  '<(?:multimedia omitido|archivo omitido|medien ausgeschlossen|médias omis|mídia oculta|arquivo de mídia oculto)>',
  '(?:image|video|audio|sticker|gif|document|contact card|video note) omitted',
  '(?:图像|图片|视频|音频|贴图|文档|联系人名片|视频消息) ?已(?:忽略|省略)',
  '(?:圖片|影片|音訊|貼圖|文件|聯絡人卡片) ?已(?:略去|忽略|省略)',
  'gif ?动态图已被?忽略',
  'gif ?已(?:忽略|略去)',
  '(?:imagen omitida|vídeo omitido|video omitido|audio omitido|sticker omitido|documento omitido)',
  '(?:bild|video|audio|sticker|dokument) weggelassen',
  '(?:image|vidéo|audio|sticker|document) (?:absente?|omise?)',
);

/** The file's name is the first group; both forms may stand beside a caption. */
export const ATTACHED = [
  /<(?:attached|附件|已附加|附加文件|附加檔案|adjunto|anhang|anexado|pièce jointe|allegato)\s?[:：]\s?([^<>\n]+)>/iu,
  /^([^\n]*?\.[a-z0-9]{2,5}) ?[(（](?:file attached|文件附件|附件檔案|附加檔案|已附加文件|archivo adjunto|datei angehängt|fichier joint|arquivo anexado|file allegato)[)）]/iu,
] as const;

/** Added behind the words of a message that was changed later. */
export const EDITED =
  /\s?\u200e?<(?:this message was edited|(?:这条|此)(?:消息|訊息)(?:已经过|已被?|经过)?(?:编辑|編輯)|se editó este mensaje\.?|diese nachricht wurde bearbeitet\.?|ce message a été modifié\.?|mensagem editada)>\s*$/iu;

/** Said by nobody although an author stands in front: the encryption notice comes in the chat partner's name. */
export const ENCRYPTION_NOTICE =
  /^(?:messages and calls are end-to-end encrypted|messages you send to this (?:chat|group)|(?:你发送给自己的)?(?:消息|訊息)(?:和|与|與)?(?:通话|通話)?.{0,8}(?:端到端|端對端)加密|los mensajes y las llamadas están cifrados|nachrichten und anrufe sind ende-zu-ende)/iu;

/** Behind a U+200E at the start, which only WhatsApp itself writes: what happened to the group or a call. */
export const EVENT =
  /\b(?:added|removed|left|joined|created (?:this |the )?group|changed (?:the|this|their)|security code|disappearing|message timer|pinned a message|(?:missed )?(?:voice|video) call|group call|blocked|is a contact|business account|now an admin)\b|(?:添加|新增|移除|退出|離開|离开|加入|建立|创建|更改|變更|置顶|安全码|安全代碼|限时消息|限時訊息|语音通话|視訊通話|视频通话|語音通話|已成为联系人|群组|群組|端到端|端對端)/iu;

/** Android's notices name nobody; one that holds a colon (in a group's name) would pass for `author: text`. */
export const GROUP_NOTICE =
  /\b(?:changed the (?:subject|group name|group description)|created (?:the |this )?group|security code with)\b|(?:更改|變更|创建|建立|修改)了?(?:此|本)?(?:群组|群組)|(?:群组|群組).{0,8}(?:更改为|變更為|改为)|[将將](?:此|本)?(?:群组|群組)/iu;

/** Files without words in them; whatever else is attached says at least its name. */
export const WORDLESS_FILE =
  /\.(?:jpe?g|png|webp|gif|heic|bmp|mp4|mov|3gp|avi|mkv|webm|opus|ogg|m4a|mp3|aac|amr|wav)$/iu;
