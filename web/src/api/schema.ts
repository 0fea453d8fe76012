// Made from the OpenAPI document by npm run generate.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it work? Asks the database, the object store and the queue */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits, what runs, what failed */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API, to browse and try */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of the page */
        get: operations["getDocsAssetsByName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in through the configured OpenID Connect provider: open it in the browser */
        get: operations["getSessionOidcStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the provider sends the browser back to */
        get: operations["getSessionOidcCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am here, and how to sign in */
        get: operations["getSession"];
        put?: never;
        /** Sign in with e-mail address and password */
        post: operations["postSession"];
        /** Sign out */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        /** Change my language, name or password; a new password ends my other sessions */
        patch: operations["patchSession"];
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere */
        delete: operations["deleteSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out elsewhere */
        delete: operations["deleteSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a one-time link is for */
        get: operations["getLinksByToken"];
        put?: never;
        /** Choose a password, and be signed in; the link is worthless afterwards */
        post: operations["postLinksByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who sign in; administrators see their accounts too */
        get: operations["getUsers"];
        put?: never;
        /** Make an account; send the link on yourself */
        post: operations["postUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: operations["getUsersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, role, team or identities; let somebody in no more */
        patch: operations["patchUsersById"];
        trace?: never;
    };
    "/v1/users/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link to choose a (new) password; earlier ones are worthless */
        post: operations["postUsersByIdLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign somebody out everywhere */
        delete: operations["deleteUsersByIdSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams by name: a manager sees the conversations of the people in theirs */
        get: operations["getTeams"];
        put?: never;
        /** Make a team */
        post: operations["postTeams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team */
        get: operations["getTeamsById"];
        put?: never;
        post?: never;
        /** Dissolve a team; its people are in none then */
        delete: operations["deleteTeamsById"];
        options?: never;
        head?: never;
        /** Rename a team */
        patch: operations["patchTeamsById"];
        trace?: never;
    };
    "/v1/admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the queues and the workers are */
        get: operations["getAdminHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Speech models on this machine, the bundled one included */
        get: operations["getAdminModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first; append-only, and without what people said */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long conversations and sound are kept, in days; null: for ever */
        get: operations["getRetention"];
        /**
         * Set how long what is kept; what is older is deleted within minutes, and from then on once a day
         * @description It cannot be brought back: look at the preview first. What is held stays.
         */
        put: operations["putRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would be deleted now, were it set so; changes nothing */
        get: operations["getRetentionPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hold a conversation: neither a retention nor a person deletes it */
        put: operations["putConversationsByIdHold"];
        post?: never;
        /** Hold a conversation no longer */
        delete: operations["deleteConversationsByIdHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search what was said and written, in Chinese and English; newest conversation first */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People of our side who are named in conversations: what the filter `rep` takes */
        get: operations["getReps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My saved searches */
        get: operations["getSavedSearches"];
        put?: never;
        /** Save a search */
        post: operations["postSavedSearches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a saved search */
        delete: operations["deleteSavedSearchesById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/presign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an address to PUT a file to (straight to the S3 store where there is one) */
        post: operations["postRecordingsPresign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Where a presigned upload goes when the store is a folder */
        put: operations["putUploadsByUploadId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/from-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in what was uploaded by a presigned PUT */
        post: operations["postRecordingsFromUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a recording, a chat export or a transcript; or a recording with its transcript
         * @description The same bytes, or the same externalId, give the same conversation again and say so (`created: false`, `reason`): Idempotency-Key is not needed and not looked at.
         */
        post: operations["postRecordings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a recording */
        get: operations["getRecordingsBySha256"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{sha256}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Play or save it; HTTP Range and HEAD work */
        get: operations["getRecordingsBySha256Content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{sha256}/waveform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How loud it is over time, channel by channel: for drawing it */
        get: operations["getRecordingsBySha256Waveform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations, newest first */
        get: operations["getConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation: what it is made of, how complete it is, how far its run is and why it failed */
        get: operations["getConversationsById"];
        put?: never;
        post?: never;
        /** Delete a conversation, all that was found in it, and recordings that nothing else is made of */
        delete: operations["deleteConversationsById"];
        options?: never;
        head?: never;
        /** Rename it, or assign it to another customer or deal (the customer record is then published again) */
        patch: operations["patchConversationsById"];
        trace?: never;
    };
    "/v1/conversations/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who said what, when */
        get: operations["getConversationsByIdTranscript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/analysis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was found, with the exact words it rests on
         * @description After a correction, quotes of words that are no longer there are `outdated` until it was read again.
         */
        get: operations["getConversationsByIdAnalysis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/swap-speakers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rep and customer were taken for each other: swap them and read the conversation again */
        post: operations["postConversationsByIdSwapSpeakers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say which side each speaker stands on */
        patch: operations["patchConversationsByIdParticipants"];
        trace?: never;
    };
    "/v1/conversations/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Continue a failed run from the step that failed */
        post: operations["postConversationsByIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/turns/{turn}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct the words of a turn, or who said it, and read the conversation again
         * @description No machine overwrites it: a later reading of the source keeps it wherever the same turn stands then.
         */
        patch: operations["patchConversationsByIdTurnsByTurn"];
        trace?: never;
    };
    "/v1/conversations/{id}/turns/{turn}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back the last correction of a turn, and read the conversation again */
        post: operations["postConversationsByIdTurnsByTurnUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What persons corrected in its transcript, oldest first */
        get: operations["getConversationsByIdCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/clip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A stretch of its sound as MP3, for saving: five minutes at most
         * @description A few are cut at the same time. When too many wait, 503 and Retry-After say when to come again.
         */
        get: operations["getConversationsByIdClip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow the run of a conversation (server-sent events) */
        get: operations["getConversationsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow all runs (server-sent events) */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers by name; find one by a telephone number, an e-mail address or an external id in any writing */
        get: operations["getCustomers"];
        put?: never;
        /** Make a customer */
        post: operations["postCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer */
        get: operations["getCustomersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a customer, or replace the numbers, addresses or ids it is recognised by */
        patch: operations["patchCustomersById"];
        trace?: never;
    };
    "/v1/customers/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People at a customer */
        get: operations["getCustomersByIdContacts"];
        put?: never;
        /** Add a person; their numbers and addresses find the customer too */
        post: operations["postCustomersByIdContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person at a customer */
        get: operations["getCustomersByIdContactsByContactId"];
        put?: never;
        post?: never;
        /** Take a person out */
        delete: operations["deleteCustomersByIdContactsByContactId"];
        options?: never;
        head?: never;
        /** Change a person; lists that are given replace those there */
        patch: operations["patchCustomersByIdContactsByContactId"];
        trace?: never;
    };
    "/v1/customers/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customer record: every value with where it comes from, and what contradicts what */
        get: operations["getCustomersByIdRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/record/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a value by hand: no machine changes it afterwards, and contradictions are settled by it */
        put: operations["putCustomersByIdRecordByField"];
        post?: never;
        /** Take a value out */
        delete: operations["deleteCustomersByIdRecordByField"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/contradictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values that cannot all be true, with the words of each, newest first */
        get: operations["getCustomersByIdContradictions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every decision on the record, newest first */
        get: operations["getCustomersByIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/history/{entryId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a decision back; a conflict when the field was changed since */
        post: operations["postCustomersByIdHistoryByEntryIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls, meetings and chats, promises by the day they are due, changes of deals: newest first */
        get: operations["getCustomersByIdTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deals, newest first */
        get: operations["getDeals"];
        put?: never;
        /** Make a deal */
        post: operations["postDeals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One deal */
        get: operations["getDealsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a deal; winning or losing closes it */
        patch: operations["patchDealsById"];
        trace?: never;
    };
    "/v1/conversations/{id}/deal-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deals that the conversation may belong to; choose one by editing the conversation */
        get: operations["getConversationsByIdDealProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes that the pipeline suggests to customer records, newest first */
        get: operations["getProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes that the pipeline suggests to one customer's record, newest first */
        get: operations["getCustomersByIdProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide about several proposals, all or none of them */
        post: operations["postProposalsDecisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal, with its evidence and what the record holds now */
        get: operations["getProposalsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the proposed value into the record */
        post: operations["postProposalsByIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put another value into the record instead: no machine changes it afterwards */
        post: operations["postProposalsByIdEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse the proposed value */
        post: operations["postProposalsByIdReject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the last decision on it back; a conflict when the field was changed since */
        post: operations["postProposalsByIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/proposals/accept-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept what is pending, but for what a person set and what is contradicted: that is left */
        post: operations["postCustomersByIdProposalsAcceptAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The promise ledger, by the day they are due */
        get: operations["getPromises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One promise: who said what, until when, how it stands, and how it came to that
         * @description The id of anything merged into it finds it too.
         */
        get: operations["getPromisesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how a promise stands: kept, broken, withdrawn, or open again */
        post: operations["postPromisesByIdState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another promise, or words that fitted none, are this promise */
        post: operations["postPromisesByIdMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a conversation said is not this promise: it makes one of its own */
        post: operations["postPromisesByIdSplit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promises/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what was last decided about it: how it stands, a merge, a split */
        post: operations["postPromisesByIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commitments to look at, the riskiest first */
        get: operations["getFlags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One commitment with its words, the turns around them, and the wording that may be used instead */
        get: operations["getFlagsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/confirmed-flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What reviewers confirmed in own conversations, to acknowledge or dispute */
        get: operations["getConfirmedFlags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm or dismiss it; a disputed one is upheld or overturned by that
         * @description Who judged it before may not decide a dispute, and once that is decided the verdict stays. Where no other person could decide (`decidesAlone`), who judged it does so with a reason; that is told in the history, and counts as no agreement.
         */
        put: operations["putFlagsByIdVerdict"];
        post?: never;
        /** Take the verdict back: it is open again */
        delete: operations["deleteFlagsByIdVerdict"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back the verdict that one gave last: it stands as before */
        post: operations["postFlagsByIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give it to a reviewer, or to nobody */
        put: operations["putFlagsByIdAssignee"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say something about it to other reviewers; the rep does not see it */
        post: operations["postFlagsByIdComments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The rep acknowledges or disputes a confirmed one; a dispute goes to a second reviewer
         * @description It may be changed until somebody decided the dispute. A dispute takes a reason.
         */
        put: operations["putFlagsByIdAnswer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review-agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often people agree with the program and with each other, by category
         * @description Of the flags in sight that were reviewed. Verdicts that were taken back do not count; of a person who gave several on one flag the last does, of three people the first two.
         */
        get: operations["getReviewAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks, newest first */
        get: operations["getWebhooks"];
        put?: never;
        /** Be told what happens: ids and types, never what people said */
        post: operations["postWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook */
        get: operations["getWebhooksById"];
        put?: never;
        post?: never;
        /** Remove it with its delivery log */
        delete: operations["deleteWebhooksById"];
        options?: never;
        head?: never;
        /** Change where it goes and what it is told, switch it off and on */
        patch: operations["patchWebhooksById"];
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The delivery log, newest first */
        get: operations["getWebhooksByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again under the id it had */
        post: operations["postWebhooksByIdDeliveriesByDeliveryIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a `webhook.test` event */
        post: operations["postWebhooksByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compliance/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a draft message before it is sent: risky spans, why, and a wording that may be used
         * @description Nothing of the draft is stored. Idempotency-Key is not needed and not looked at.
         */
        post: operations["postComplianceCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does a playbook fit? Stores nothing: for whoever is writing one */
        post: operations["postPlaybooksCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package's playbook and every stored version */
        get: operations["getPlaybooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active version, else the newest */
        get: operations["getPlaybooksById"];
        /**
         * Store a new version (YAML or JSON); it is used once it is activated
         * @description If-Match: the newest version, when there is one.
         */
        put: operations["putPlaybooksById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version */
        get: operations["getPlaybooksByIdVersionsByVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/playbooks/{id}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read conversations with this version from now on; an older one rolls back
         * @description It takes the place of the playbooks that are in force for the same stages of a deal.
         */
        post: operations["postPlaybooksByIdVersionsByVersionActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does a policy fit? Stores nothing: for whoever is writing one */
        post: operations["postPoliciesCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package's policy and every stored version */
        get: operations["getPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active version, else the newest */
        get: operations["getPoliciesById"];
        /**
         * Store a new version (YAML or JSON); it is used once it is activated
         * @description If-Match: the newest version, when there is one.
         */
        put: operations["putPoliciesById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version */
        get: operations["getPoliciesByIdVersionsByVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read conversations with this version from now on; an older one rolls back */
        post: operations["postPoliciesByIdVersionsByVersionActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicons/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does a lexicon fit? Stores nothing: for whoever is writing one */
        post: operations["postLexiconsCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package's lexicon and every stored version */
        get: operations["getLexicons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active version, else the newest */
        get: operations["getLexiconsById"];
        /**
         * Store a new version (YAML or JSON); it is used once it is activated
         * @description If-Match: the newest version, when there is one.
         */
        put: operations["putLexiconsById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicons/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version */
        get: operations["getLexiconsByIdVersionsByVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lexicons/{id}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read conversations with this version from now on; an older one rolls back */
        post: operations["postLexiconsByIdVersionsByVersionActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipped-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The words of Vouch's own lexicons, by their idea
         * @description How a term is written: `(a|b)` either, `…` a few words between, a final `*` any ending. A lexicon switches terms off by `off`.
         */
        get: operations["getShippedWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/back-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Back-tests, newest first */
        get: operations["getBackTests"];
        put?: never;
        /**
         * Hold a changed policy, playbook or lexicon against past conversations, beside what is in force
         * @description Changes nothing. It goes on in the background: read it again until its state is done. One at a time.
         */
        post: operations["postBackTests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/back-tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a back-test is, and what it found */
        get: operations["getBackTestsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys, without the keys themselves */
        get: operations["getKeys"];
        put?: never;
        /** Make a key; it is shown once */
        post: operations["postKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key, for ever */
        delete: operations["deleteKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @example /problems/not_found */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong and what to do. */
            detail: string;
            /** @description The request. */
            instance: string;
            /** @enum {string} */
            code: "invalid_input" | "unauthorized" | "forbidden" | "not_found" | "conflict" | "precondition_failed" | "precondition_required" | "too_large" | "range_not_satisfiable" | "unsupported_format" | "unreadable" | "no_transcript" | "rate_limited" | "cancelled" | "timeout" | "unavailable" | "storage_full" | "internal";
            /** @description Names this request in the log. */
            requestId: string;
            details?: {
                [key: string]: unknown;
            };
        };
        Readiness: {
            ready: boolean;
            database: {
                ok: boolean;
                kind: string;
                /** @description How long it took to answer, in milliseconds. */
                ms: number;
                /** @description Error code when it did not answer. */
                code?: string;
            };
            store: {
                ok: boolean;
                kind: string;
                /** @description How long it took to answer, in milliseconds. */
                ms: number;
                /** @description Error code when it did not answer. */
                code?: string;
            };
            queue: {
                ok: boolean;
                kind: string;
                /** @description How long it took to answer, in milliseconds. */
                ms: number;
                /** @description Error code when it did not answer. */
                code?: string;
            };
        };
        Status: {
            version: string;
            queues: {
                analysis?: {
                    /** @description Jobs in the queue. */
                    waiting: number;
                    /** @description Steps that may run, as the database says. */
                    queued: number;
                    running: number;
                };
                transcription?: {
                    /** @description Jobs in the queue. */
                    waiting: number;
                    /** @description Steps that may run, as the database says. */
                    queued: number;
                    running: number;
                };
                publishing?: {
                    /** @description Jobs in the queue. */
                    waiting: number;
                    /** @description Steps that may run, as the database says. */
                    queued: number;
                    running: number;
                };
            };
            runs: {
                running?: number;
                done?: number;
                failed?: number;
                superseded?: number;
            };
            failed: {
                conversationId: string;
                /** @enum {string} */
                step: "normalize" | "transcribe" | "attribute" | "extract" | "flag" | "score" | "summarize" | "publish";
                errorCode: string | null;
                /** @description What went wrong and what to do. */
                reason: string | null;
                failedAt: string | null;
            }[];
        };
        Session: {
            /**
             * @description `open`: nobody has an account or a key, and this machine asks. `setup`: nobody can sign in yet; the link that `vouch serve` prints makes the first administrator.
             * @enum {string}
             */
            state: "open" | "signed-in" | "signed-out" | "setup";
            user: {
                id: string;
                name: string;
                email: string;
                /** @enum {string} */
                role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                team: {
                    id: string;
                    name: string;
                } | null;
                /** @enum {string|null} */
                locale: "zh" | "en" | null;
                hasPassword: boolean;
            } | null;
            /** @enum {string|null} */
            role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin" | null;
            /** @description Send it as `x-csrf-token` with everything that writes. */
            csrf: string | null;
            methods: {
                password: boolean;
                oidc: {
                    name: string;
                } | null;
            };
            version: string;
        };
        User: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
            team: {
                id: string;
                name: string;
            } | null;
            email: string;
            /** @description Names, telephone numbers and account ids under which the person appears in conversations. */
            identities: string[];
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            /** @description Signs in through OpenID Connect. */
            oidc: boolean;
            createdAt: string;
            lastSignInAt: string | null;
            version: number;
        };
        UserNamed: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
            team: {
                id: string;
                name: string;
            } | null;
        };
        Team: {
            id: string;
            name: string;
            members: number;
            version: number;
        };
        Health: {
            version: string;
            queues: {
                /** @enum {string} */
                name: "analysis" | "transcription" | "publishing";
                /** @description Jobs in the queue. */
                waiting: number;
                /** @description Steps that may run, as the database says. */
                queued: number;
                running: number;
                /** @description Runs that ended in a step of this queue. */
                failed: number;
                oldestQueuedAt: string | null;
            }[];
            workers: {
                id: string;
                queues: string[];
                startedAt: string;
                lastSeenAt: string;
                /** @description It said so in the last minute. */
                alive: boolean;
                running: {
                    conversationId: string;
                    /** @enum {string} */
                    step: "normalize" | "transcribe" | "attribute" | "extract" | "flag" | "score" | "summarize" | "publish";
                    startedAt: string;
                    /** @description 0 to 1, for steps that take long. */
                    progress: number | null;
                }[];
            }[];
            database: {
                kind: string;
            };
            store: {
                kind: string;
            };
            queue: {
                kind: string;
            };
        };
        AuditEntry: {
            id: string;
            at: string;
            actor: {
                /** @enum {string} */
                kind: "user" | "key" | "local" | "nobody";
                id: string | null;
                /** @description As the actor was called then. */
                name: string | null;
            };
            action: string;
            object: {
                kind: string;
                id: string;
            } | null;
            address: string | null;
            details: {
                [key: string]: unknown;
            };
        };
        RetentionSet: {
            retention: {
                conversations: {
                    call: number | null;
                    meeting: number | null;
                    chat: number | null;
                };
                sound: number | null;
            };
            /** @description When it was last looked what is too old. */
            lastSweepAt: string | null;
            /** @description How often it was set. */
            version: number;
        };
        RetentionPreview: {
            conversations: {
                /** @enum {string} */
                kind: "call" | "meeting" | "chat";
                /** @description Null: this kind is kept for ever. */
                before: string | null;
                count: number;
            }[];
            /** @description Old enough, and kept because they are held. */
            held: number;
            sound: {
                before: string | null;
                /** @description Recordings of conversations that stay. */
                count: number;
            };
        };
        SearchHit: {
            conversationId: string;
            title: string | null;
            /** @enum {string} */
            kind: "call" | "meeting" | "chat";
            startedAt: string | null;
            customer: {
                id: string;
                name: string;
            } | null;
            rep: {
                id: string | null;
                name: string;
            } | null;
            turn: number;
            /** @enum {string|null} */
            side: "rep" | "customer" | "unknown" | null;
            speaker: string | null;
            /** @description The turn, or 400 characters of it around the first hit. */
            text: string;
            /** @description Where `text` begins in the turn. */
            textStart: number;
            /** @description What was found: start and end in `text`, UTF-16. */
            highlights: [
                number,
                number
            ][];
            startMs: number | null;
            endMs: number | null;
            sentAt: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
        };
        SavedSearch: {
            id: string;
            name: string;
            query: {
                [key: string]: string;
            };
            createdAt: string;
        };
        Upload: {
            uploadId: string;
            /** @enum {string} */
            method: "PUT";
            /** @description Absolute, or a path on this server; no key is needed there. */
            url: string;
            expiresAt: string;
            maxBytes: number;
        };
        Accepted: {
            recording: {
                sha256: string;
                bytes: number;
                format: string;
            };
            conversations: {
                id: string;
                created: boolean;
                /** @description It was there, and this recording adds to it. */
                extended: boolean;
                /**
                 * @description Why nothing was created.
                 * @enum {string}
                 */
                reason?: "same_bytes" | "same_external_id";
            }[];
        };
        Recording: {
            sha256: string;
            bytes: number;
            fileName: string;
            format: string;
            mediaType: string;
            durationMs: number | null;
            channels: number | null;
            createdAt: string;
            /** @description Since then its sound is no longer kept. */
            soundRemovedAt: string | null;
            conversationIds: string[];
        };
        Waveform: {
            durationMs: number;
            /** @description The largest sample of each stretch, 0 to 1. */
            channels: number[][];
        };
        ConversationListed: {
            id: string;
            externalId: string | null;
            /** @enum {string} */
            kind: "call" | "meeting" | "chat";
            title: string | null;
            /** @enum {string|null} */
            language: "zh" | "en" | "mixed" | null;
            startedAt: string | null;
            durationMs: number | null;
            customerId: string | null;
            dealId: string | null;
            headline: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            publishedAt: string | null;
            createdAt: string;
            version: number;
            /**
             * @description Of its newest run.
             * @enum {string|null}
             */
            state: "running" | "done" | "failed" | "superseded" | null;
            /** @enum {string|null} */
            failedStep: "normalize" | "transcribe" | "attribute" | "extract" | "flag" | "score" | "summarize" | "publish" | null;
            errorCode: string | null;
            /** @description Who held it on our side; the id of their account, if any. */
            rep: {
                id: string | null;
                name: string;
            } | null;
            /**
             * @description Of its riskiest commitment that nobody dismissed.
             * @enum {string|null}
             */
            risk: "high" | "medium" | "low" | null;
            /** @description Script fit, 0 to 100. */
            score: number | null;
            /**
             * @description Of its deal.
             * @enum {string|null}
             */
            outcome: "open" | "won" | "lost" | null;
        };
        Conversation: {
            id: string;
            externalId: string | null;
            /** @enum {string} */
            kind: "call" | "meeting" | "chat";
            title: string | null;
            /** @enum {string|null} */
            language: "zh" | "en" | "mixed" | null;
            startedAt: string | null;
            durationMs: number | null;
            customerId: string | null;
            dealId: string | null;
            headline: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            publishedAt: string | null;
            createdAt: string;
            version: number;
            /** @description explicit, external_id, phone or email. */
            matchedBy: string | null;
            engine: {
                name: string;
                model: string | null;
            } | null;
            notes: string[];
            recordings: {
                sha256: string;
                /** @enum {string} */
                part: "audio" | "text";
                fileName: string;
                format: string;
                /** @description Since then its sound is no longer kept. */
                soundRemovedAt: string | null;
            }[];
            /** @description Since then it is held: nothing deletes it. */
            heldAt: string | null;
            run: components["schemas"]["Run"];
            /** @description Why the newest run failed. */
            failure: {
                /** @enum {string} */
                step: "normalize" | "transcribe" | "attribute" | "extract" | "flag" | "score" | "summarize" | "publish";
                code: string | null;
                reason: string | null;
                whatToDo: string;
            } | null;
        };
        Run: {
            id: string;
            /** @enum {string} */
            reason: "ingest" | "extended" | "retry" | "sides_changed" | "corrected" | "reassigned" | "rules_changed";
            /** @enum {string} */
            state: "running" | "done" | "failed" | "superseded";
            createdAt: string;
            finishedAt: string | null;
            steps: components["schemas"]["Step"][];
        } | null;
        Step: {
            /** @enum {string} */
            name: "normalize" | "transcribe" | "attribute" | "extract" | "flag" | "score" | "summarize" | "publish";
            /** @enum {string} */
            state: "waiting" | "queued" | "running" | "done" | "skipped" | "failed";
            attempt: number;
            startedAt: string | null;
            finishedAt: string | null;
            retryAt: string | null;
            progress: number | null;
            skipReason: string | null;
            engine: string | null;
            errorCode: string | null;
            /** @description What went wrong and what to do. */
            reason: string | null;
        };
        Transcript: {
            id: string;
            /** @enum {string} */
            kind: "call" | "meeting" | "chat";
            /** @enum {string|null} */
            language: "zh" | "en" | "mixed" | null;
            startedAt: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            engine: {
                name: string;
                model: string | null;
            } | null;
            participants: components["schemas"]["Participant"][];
            turns: {
                speaker: string | null;
                text: string;
                startMs?: number | null;
                endMs?: number | null;
                /** Format: date-time */
                sentAt?: string | null;
                confidence?: number | null;
                unreliable?: boolean;
                externalId?: string | null;
                original?: {
                    text: string;
                    speaker: string | null;
                };
            }[];
        };
        Participant: {
            id: string;
            /** @enum {string} */
            side: "rep" | "customer" | "unknown";
            sideConfidence: number;
            /** @enum {string} */
            sideSource: "person" | "export" | "staff_list" | "channel" | "attribution" | "none";
            name: string | null;
            title: string | null;
            channel: number | null;
            phone: string | null;
            email: string | null;
            externalId: string | null;
        };
        Analysis: {
            id: string;
            /** @enum {string} */
            schema: "vouch.analysis/1";
            /** @enum {string} */
            language: "zh" | "en" | "mixed";
            engine: {
                /** @enum {string} */
                name: "vouch";
                version: string;
                rules: string;
            };
            budgets: {
                min: number | null;
                max: number | null;
                currency: string | null;
                /** @enum {string|null} */
                period: "once" | "month" | "quarter" | "year" | "seat_month" | "seat_year" | null;
                /** @enum {string} */
                stance: "stated" | "ceiling" | "pending" | "frozen" | "none";
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            stakeholders: {
                name: string | null;
                title: string | null;
                /** @enum {string} */
                role: "decision_maker" | "approver" | "influencer" | "champion" | "user" | "blocker";
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            objections: {
                /** @enum {string} */
                category: "price" | "budget" | "timing" | "authority" | "need" | "competitor" | "trust" | "security" | "product" | "implementation" | "contract";
                handled: boolean;
                response: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            commitments: {
                /** @enum {string} */
                category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                /** @enum {string} */
                risk: "high" | "medium" | "low";
                /** Format: date */
                due: string | null;
                amount: {
                    value: number;
                    unit: string;
                } | null;
                condition: string | null;
                allowed: boolean | null;
                suggestion: string | null;
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            nextSteps: {
                /** @enum {string} */
                owner: "rep" | "customer" | "both";
                action: string;
                /** Format: date */
                due: string | null;
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            goals: {
                text: string;
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            pains: {
                text: string;
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            competitors: {
                name: string;
                confidence: number;
                because: string;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                rule: string;
                alsoBy?: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
            }[];
            scriptFit: {
                playbook: string;
                score: number;
                explanation?: {
                    record: string;
                    sequence: string;
                    rule: string;
                };
                steps: {
                    id: string;
                    covered: boolean;
                    act?: string;
                    /** @enum {boolean} */
                    outOfOrder?: true;
                    because?: string;
                    explanation?: {
                        record: string;
                        sequence: string;
                        rule: string;
                    };
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    }[];
                }[];
                missed?: {
                    id: string;
                    required: boolean;
                    say: string | null;
                    example: {
                        conversationId: string;
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                    } | null;
                }[];
            };
            metrics: {
                talkRatio: number | null;
                longestMonologueMs: number | null;
                questions: {
                    rep: number;
                    customer: number;
                };
                medianResponseMs: number | null;
                turns: number;
            };
            summary: {
                headline: string;
                sentences: {
                    text: string;
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    }[];
                }[];
                outcome?: {
                    /** @enum {string} */
                    kind: "won" | "lost" | "refused" | "cancelled" | "postponed";
                    rival: string | null;
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    }[];
                };
                by?: string;
            };
            dropped: {
                withoutEvidence: number;
            };
            notes?: string[];
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
        };
        Correction: {
            /** @description The version of the conversation that it made. */
            version: number;
            /** @description Where its turn stands today; null: the newest transcript does not have it any more. */
            turn: number | null;
            /** @enum {string} */
            action: "corrected" | "undone";
            /** @description What the source says. */
            original: {
                text: string;
                speaker: string | null;
            };
            before: {
                text: string;
                speaker: string | null;
            };
            after: {
                text: string;
                speaker: string | null;
            };
            by: {
                id: string;
                name: string;
            };
            at: string;
        };
        Customer: {
            id: string;
            name: string;
            externalIds: string[];
            /** @description E.164 */
            phones: string[];
            /** @description Lower case. */
            emails: string[];
            version: number;
            createdAt: string;
        };
        CustomerNamed: {
            id: string;
            name: string;
        };
        Contact: {
            id: string;
            customerId: string;
            name: string;
            title: string | null;
            externalIds: string[];
            /** @description E.164 */
            phones: string[];
            /** @description Lower case. */
            emails: string[];
            version: number;
        };
        CustomerRecord: {
            customerId: string;
            fields: components["schemas"]["RecordFieldValue"][];
            contradictions: components["schemas"]["Contradiction"][];
            pendingProposals: number;
        };
        RecordFieldValue: {
            /** @enum {string} */
            field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            /** @description Tells the items of a list field apart; '' for the budget. */
            itemKey: string;
            value: {
                [key: string]: unknown;
            };
            provenance: {
                /** @enum {string} */
                by: "person" | "machine";
                actor: string;
                conversationId: string | null;
                proposalId: string | null;
                rule: string | null;
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
                /** Format: date-time */
                at: string;
            };
            confidence: number;
            /** @description A person set it: no machine changes it. */
            locked: boolean;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            version: number;
            updatedAt: string;
        };
        Contradiction: {
            /** @enum {string} */
            field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            itemKey: string;
            /** @description The newest first. */
            values: {
                value: {
                    [key: string]: unknown;
                };
                quotes: string[];
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                }[];
                conversationId: string | null;
                saidAt: string | null;
                /** @description How much of the conversation it comes from could be read; null: not counted. */
                completeness: {
                    /** @enum {string} */
                    unit: "messages" | "cues" | "segments" | "rows";
                    total: number;
                    read: number;
                    notices: number;
                    unreadable: number;
                    reasons: {
                        recalled?: number;
                        encrypted?: number;
                        attachment_absent?: number;
                        unsupported_kind?: number;
                        malformed?: number;
                        empty?: number;
                        no_time?: number;
                        no_speech?: number;
                        unreliable?: number;
                    };
                } | null;
                proposalId: string | null;
                /** @description It is the record's value today. */
                current: boolean;
            }[];
        };
        DeliveryRecord: {
            customerId: string;
            decisionChain: {
                name: string | null;
                title: string | null;
                /** @enum {string} */
                role: "decision_maker" | "approver" | "influencer" | "champion" | "user" | "blocker";
            }[];
            promises: components["schemas"]["DeliveryPromise"][];
            quotes: {
                /** @enum {string} */
                field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
                quote: string;
            }[];
        };
        DeliveryPromise: {
            id: string;
            customerId: string | null;
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            who: string | null;
            /** @description Null until a person confirmed it. */
            what: string | null;
            /** Format: date */
            due: string | null;
            amount: {
                value: number;
                unit: string;
            } | null;
            condition: string | null;
            /** @enum {string} */
            state: "open" | "kept" | "broken" | "withdrawn";
            overdue: boolean;
            confirmed: boolean;
            saidAt: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
        };
        RecordHistoryEntry: {
            id: string;
            /** @enum {string} */
            field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            itemKey: string;
            /** @enum {string} */
            action: "set" | "removed" | "rejected" | "undone";
            before: {
                value: {
                    [key: string]: unknown;
                };
                provenance: {
                    /** @enum {string} */
                    by: "person" | "machine";
                    actor: string;
                    conversationId: string | null;
                    proposalId: string | null;
                    rule: string | null;
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    }[];
                    /** Format: date-time */
                    at: string;
                };
                locked: boolean;
                confidence: number;
            } | null;
            after: {
                value: {
                    [key: string]: unknown;
                };
                provenance: {
                    /** @enum {string} */
                    by: "person" | "machine";
                    actor: string;
                    conversationId: string | null;
                    proposalId: string | null;
                    rule: string | null;
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    }[];
                    /** Format: date-time */
                    at: string;
                };
                locked: boolean;
                confidence: number;
            } | null;
            proposalId: string | null;
            /** @description Proposals that this decision put aside. */
            superseded: string[];
            actor: string;
            at: string;
        };
        TimelineEntry: {
            /** @enum {string} */
            type: "conversation";
            id: string;
            at: string;
            /** @enum {string} */
            kind: "call" | "meeting" | "chat";
            title: string | null;
            startedAt: string | null;
            durationMs: number | null;
            dealId: string | null;
            headline: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            counts: {
                turns: number;
                objections: number;
                promises: number;
                highRisk: number;
                breaches: number;
                pendingProposals: number;
            };
        } | {
            /** @enum {string} */
            type: "promise";
            id: string;
            at: string;
            conversationId: string;
            who: string | null;
            what: string;
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            /** @enum {string} */
            risk: "high" | "medium" | "low";
            /** Format: date */
            due: string;
            /** @enum {string} */
            state: "open" | "kept" | "broken" | "withdrawn";
            overdue: boolean;
            allowed: boolean | null;
        } | {
            /** @enum {string} */
            type: "promise_event";
            id: string;
            at: string;
            promiseId: string;
            event: ("made" | "repeated" | "changed" | "leaned" | "kept" | "broken" | "withdrawn") | ("open" | "kept" | "broken" | "withdrawn");
            /** @enum {string} */
            by: "machine" | "person";
            conversationId: string | null;
            who: string | null;
            what: string;
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            changes: {
                /** @enum {string} */
                term: "due" | "amount" | "condition" | "firmness" | "extent";
                before: string | {
                    value: number;
                    unit: string;
                } | null;
                after: string | {
                    value: number;
                    unit: string;
                } | null;
            }[];
        } | {
            /** @enum {string} */
            type: "deal";
            id: string;
            at: string;
            dealId: string;
            name: string;
            before: {
                stage: string;
                /** @enum {string} */
                outcome: "open" | "won" | "lost";
                amount: number | null;
                currency: string | null;
            } | null;
            after: {
                stage: string;
                /** @enum {string} */
                outcome: "open" | "won" | "lost";
                amount: number | null;
                currency: string | null;
            };
        };
        Deal: {
            id: string;
            customerId: string;
            name: string;
            stage: string;
            /** @enum {string} */
            outcome: "open" | "won" | "lost";
            /** @description Whole units of the currency. */
            amount: number | null;
            /** @description ISO 4217 */
            currency: string | null;
            openedAt: string;
            closedAt: string | null;
            version: number;
            createdAt: string;
        };
        DealProposal: {
            conversationId: string;
            dealId: string;
            because: string;
            deal: components["schemas"]["Deal"];
        };
        Proposal: {
            id: string;
            customerId: string;
            conversationId: string;
            /** @enum {string} */
            field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            itemKey: string;
            value: {
                [key: string]: unknown;
            };
            /** @description What the record holds now. */
            current: {
                [key: string]: unknown;
            } | null;
            /** @description A person set the field: only a person can accept this. */
            locked: boolean;
            confidence: number;
            because: string;
            /** @description Why, in three layers; null where a later run found something else. */
            explanation: {
                record: string;
                sequence: string;
                rule: string;
            } | null;
            rule: string;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
            /** @enum {string} */
            state: "pending" | "accepted" | "edited" | "rejected" | "superseded";
            editedValue: {
                [key: string]: unknown;
            } | null;
            saidAt: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            decidedBy: string | null;
            decidedAt: string | null;
            createdAt: string;
        };
        Promise: {
            id: string;
            customerId: string | null;
            conversationId: string;
            who: string | null;
            what: string;
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            /** @enum {string} */
            risk: "high" | "medium" | "low";
            /** Format: date */
            due: string | null;
            amount: {
                value: number;
                unit: string;
            } | null;
            condition: string | null;
            /** @enum {string} */
            firmness: "absolute" | "definite" | "hedged";
            /** @description Where the customer builds on it. */
            leaned: {
                conversationId: string;
                evidence: {
                    turn: number;
                    start: number;
                    end: number;
                    quote: string;
                    startMs?: number;
                    endMs?: number;
                    /** Format: date-time */
                    sentAt?: string;
                    /** @enum {boolean} */
                    outdated?: true;
                };
            } | null;
            /** @description false: against the policy. */
            allowed: boolean | null;
            /** @description Wording that may be used instead. */
            suggestion: string | null;
            /** @enum {string} */
            state: "open" | "kept" | "broken" | "withdrawn";
            /** @enum {string} */
            toldState: "open" | "kept" | "broken" | "withdrawn";
            /** @description The person who said so; null: conversations tell. */
            stateBy: string | null;
            stateAt: string | null;
            stateNote: string | null;
            /** @description Its day is over where the conversation took place, and it is open, or only a conversation calls it broken. */
            overdue: boolean;
            /** @description It was kept, and after its day, as conversations tell. */
            late: boolean;
            /** @enum {string|null} */
            verdict: "confirmed" | "dismissed" | null;
            /** @description Why, in three layers; null where a later run found something else. */
            explanation: {
                record: string;
                sequence: string;
                rule: string;
            } | null;
            saidAt: string | null;
            /** @description How much of the conversation it comes from could be read; null: not counted. */
            completeness: {
                /** @enum {string} */
                unit: "messages" | "cues" | "segments" | "rows";
                total: number;
                read: number;
                notices: number;
                unreadable: number;
                reasons: {
                    recalled?: number;
                    encrypted?: number;
                    attachment_absent?: number;
                    unsupported_kind?: number;
                    malformed?: number;
                    empty?: number;
                    no_time?: number;
                    no_speech?: number;
                    unreliable?: number;
                };
            } | null;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
            version: number;
        };
        PromiseWithStory: components["schemas"]["Promise"] & {
            /** @description How it came to be what it is, oldest first. */
            history: components["schemas"]["PromiseEvent"][];
            /** @description What may belong to it: a person decides. */
            suggestions: components["schemas"]["PromiseSuggestion"][];
        };
        PromiseEvent: {
            /** @description Of what a conversation said: give it to split it off. */
            id: string;
            at: string | null;
            /** @enum {string} */
            by: "machine" | "person";
            event: ("made" | "repeated" | "changed" | "leaned" | "kept" | "broken" | "withdrawn") | ("open" | "kept" | "broken" | "withdrawn") | ("merged" | "split" | "undone");
            actor: string | null;
            actorName: string | null;
            note: string | null;
            conversationId: string | null;
            who: string | null;
            what: string | null;
            changes: {
                /** @enum {string} */
                term: "due" | "amount" | "condition" | "firmness" | "extent";
                before: string | {
                    value: number;
                    unit: string;
                } | null;
                after: string | {
                    value: number;
                    unit: string;
                } | null;
            }[];
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
        };
        PromiseSuggestion: {
            /** @description Merge with this if it is the same promise. */
            with: string;
            /** @description Split this off if it is not. */
            mention: string;
            /** @enum {string} */
            kind: "promised" | "leaned" | "kept" | "broken" | "withdrawn" | "postponed";
            conversationId: string;
            what: string;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
        };
        Flag: {
            id: string;
            customerId: string | null;
            conversation: {
                id: string;
                title: string | null;
                /** @enum {string} */
                kind: "call" | "meeting" | "chat";
                startedAt: string | null;
                /** @description How much of the conversation it comes from could be read; null: not counted. */
                completeness: {
                    /** @enum {string} */
                    unit: "messages" | "cues" | "segments" | "rows";
                    total: number;
                    read: number;
                    notices: number;
                    unreadable: number;
                    reasons: {
                        recalled?: number;
                        encrypted?: number;
                        attachment_absent?: number;
                        unsupported_kind?: number;
                        malformed?: number;
                        empty?: number;
                        no_time?: number;
                        no_speech?: number;
                        unreliable?: number;
                    };
                } | null;
            };
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            /** @enum {string} */
            risk: "high" | "medium" | "low";
            allowed: boolean | null;
            /** @description Wording that may be used instead. */
            suggestion: string | null;
            /** Format: date */
            due: string | null;
            amount: {
                value: number;
                unit: string;
            } | null;
            condition: string | null;
            confidence: number;
            because: string;
            /** @description Why, in three layers; null for what was analysed before there were explanations. */
            explanation: {
                record: string;
                sequence: string;
                rule: string;
            } | null;
            rule: string;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
            /**
             * @description `disputed`: by the rep, and no second reviewer decided yet.
             * @enum {string}
             */
            state: "open" | "disputed" | "confirmed" | "dismissed";
            review: {
                /** @enum {string} */
                verdict: "confirmed" | "dismissed";
                note: string | null;
                reviewer: string;
                reviewerName: string | null;
                at: string;
                /** @description It was disputed, and this is the second reviewer’s verdict. */
                decided: boolean;
            } | null;
            /** @description What the rep says of a confirmed one. */
            answer: {
                /** @enum {string} */
                answer: "acknowledged" | "disputed";
                reason: string | null;
                by: string | null;
                byName: string | null;
                at: string | null;
            } | null;
            /** @enum {string|null} */
            promiseState: "open" | "kept" | "broken" | "withdrawn" | null;
            assignee: {
                id: string;
                name: string | null;
            } | null;
        };
        FlagWithTurns: {
            id: string;
            customerId: string | null;
            conversation: {
                id: string;
                title: string | null;
                /** @enum {string} */
                kind: "call" | "meeting" | "chat";
                startedAt: string | null;
                /** @description How much of the conversation it comes from could be read; null: not counted. */
                completeness: {
                    /** @enum {string} */
                    unit: "messages" | "cues" | "segments" | "rows";
                    total: number;
                    read: number;
                    notices: number;
                    unreadable: number;
                    reasons: {
                        recalled?: number;
                        encrypted?: number;
                        attachment_absent?: number;
                        unsupported_kind?: number;
                        malformed?: number;
                        empty?: number;
                        no_time?: number;
                        no_speech?: number;
                        unreliable?: number;
                    };
                } | null;
            };
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            /** @enum {string} */
            risk: "high" | "medium" | "low";
            allowed: boolean | null;
            /** @description Wording that may be used instead. */
            suggestion: string | null;
            /** Format: date */
            due: string | null;
            amount: {
                value: number;
                unit: string;
            } | null;
            condition: string | null;
            confidence: number;
            because: string;
            /** @description Why, in three layers; null for what was analysed before there were explanations. */
            explanation: {
                record: string;
                sequence: string;
                rule: string;
            } | null;
            rule: string;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
            /**
             * @description `disputed`: by the rep, and no second reviewer decided yet.
             * @enum {string}
             */
            state: "open" | "disputed" | "confirmed" | "dismissed";
            review: {
                /** @enum {string} */
                verdict: "confirmed" | "dismissed";
                note: string | null;
                reviewer: string;
                reviewerName: string | null;
                at: string;
                /** @description It was disputed, and this is the second reviewer’s verdict. */
                decided: boolean;
            } | null;
            /** @description What the rep says of a confirmed one. */
            answer: {
                /** @enum {string} */
                answer: "acknowledged" | "disputed";
                reason: string | null;
                by: string | null;
                byName: string | null;
                at: string | null;
            } | null;
            /** @enum {string|null} */
            promiseState: "open" | "kept" | "broken" | "withdrawn" | null;
            assignee: {
                id: string;
                name: string | null;
            } | null;
            /** @description Whether the caller may give a verdict now: a dispute takes somebody who did not judge it before. */
            mayJudge: boolean;
            /** @description The caller judged what is disputed, and there is no second reviewer: they decide it themselves, with a reason. */
            decidesAlone: boolean;
            /** @description What people did with it, oldest first. */
            history: components["schemas"]["FlagEvent"][];
            /** @description The turns around it, for reading and for hearing the moment. */
            turns: {
                turn: number;
                speaker: string | null;
                name: string | null;
                /** @enum {string} */
                side: "rep" | "customer" | "unknown";
                text: string;
                startMs: number | null;
                endMs: number | null;
                sentAt: string | null;
            }[];
        };
        FlagEvent: {
            id: string;
            /** @enum {string} */
            action: "confirmed" | "dismissed" | "acknowledged" | "disputed" | "upheld" | "overturned" | "upheld_alone" | "overturned_alone" | "reopened" | "undone" | "assigned" | "commented";
            actor: string;
            actorName: string | null;
            note: string | null;
            /** @description `assigned` only; null: to nobody. */
            assignee: {
                id: string;
                name: string | null;
            } | null;
            at: string;
        };
        ConfirmedFlag: {
            id: string;
            customerId: string | null;
            conversation: {
                id: string;
                title: string | null;
                /** @enum {string} */
                kind: "call" | "meeting" | "chat";
                startedAt: string | null;
                /** @description How much of the conversation it comes from could be read; null: not counted. */
                completeness: {
                    /** @enum {string} */
                    unit: "messages" | "cues" | "segments" | "rows";
                    total: number;
                    read: number;
                    notices: number;
                    unreadable: number;
                    reasons: {
                        recalled?: number;
                        encrypted?: number;
                        attachment_absent?: number;
                        unsupported_kind?: number;
                        malformed?: number;
                        empty?: number;
                        no_time?: number;
                        no_speech?: number;
                        unreliable?: number;
                    };
                } | null;
            };
            /** @enum {string} */
            category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
            /** @enum {string} */
            risk: "high" | "medium" | "low";
            allowed: boolean | null;
            /** @description Wording that may be used instead. */
            suggestion: string | null;
            /** Format: date */
            due: string | null;
            amount: {
                value: number;
                unit: string;
            } | null;
            condition: string | null;
            confidence: number;
            because: string;
            /** @description Why, in three layers; null for what was analysed before there were explanations. */
            explanation: {
                record: string;
                sequence: string;
                rule: string;
            } | null;
            rule: string;
            evidence: {
                turn: number;
                start: number;
                end: number;
                quote: string;
                startMs?: number;
                endMs?: number;
                /** Format: date-time */
                sentAt?: string;
                /** @enum {boolean} */
                outdated?: true;
            }[];
            /**
             * @description `disputed`: by the rep, and no second reviewer decided yet.
             * @enum {string}
             */
            state: "open" | "disputed" | "confirmed" | "dismissed";
            review: {
                /** @enum {string} */
                verdict: "confirmed" | "dismissed";
                note: string | null;
                reviewer: string;
                reviewerName: string | null;
                at: string;
                /** @description It was disputed, and this is the second reviewer’s verdict. */
                decided: boolean;
            } | null;
            /** @description What the rep says of a confirmed one. */
            answer: {
                /** @enum {string} */
                answer: "acknowledged" | "disputed";
                reason: string | null;
                by: string | null;
                byName: string | null;
                at: string | null;
            } | null;
            /** @enum {string|null} */
            promiseState: "open" | "kept" | "broken" | "withdrawn" | null;
            history: components["schemas"]["FlagEvent"][];
        };
        ReviewAgreement: {
            total: {
                reviewed: number;
                confirmed: number;
                dismissed: number;
                /** @description Share that people confirmed: how often they agree with the program. */
                withProgram: number | null;
                /** @description Flags that two people gave a verdict on. */
                judgedTwice: number;
                /** @description Of those, with the same verdict. */
                agreed: number;
                /** @description `agreed` of `judgedTwice`. */
                withEachOther: number | null;
                /** @description Cohen’s kappa; null below 20 flags, and where one of the two always said the same. */
                kappa: number | null;
                /** @description That nobody decided yet. */
                disputed: number;
                upheld: number;
                overturned: number;
            };
            categories: {
                /** @enum {string} */
                category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                reviewed: number;
                confirmed: number;
                dismissed: number;
                /** @description Share that people confirmed: how often they agree with the program. */
                withProgram: number | null;
                /** @description Flags that two people gave a verdict on. */
                judgedTwice: number;
                /** @description Of those, with the same verdict. */
                agreed: number;
                /** @description `agreed` of `judgedTwice`. */
                withEachOther: number | null;
                /** @description Cohen’s kappa; null below 20 flags, and where one of the two always said the same. */
                kappa: number | null;
                /** @description That nobody decided yet. */
                disputed: number;
                upheld: number;
                overturned: number;
            }[];
        };
        Webhook: {
            id: string;
            url: string;
            events: string[];
            active: boolean;
            /** @description Why Vouch switched it off. */
            disabledReason: string | null;
            version: number;
            createdAt: string;
        };
        WebhookWithSecret: {
            id: string;
            url: string;
            events: string[];
            active: boolean;
            /** @description Why Vouch switched it off. */
            disabledReason: string | null;
            version: number;
            createdAt: string;
            /** @description Checks signatures (Standard Webhooks). Shown this once. */
            secret: string;
        };
        WebhookDelivery: {
            /** @description The `webhook-id` that the receiver sees. */
            id: string;
            webhookId: string;
            event: string;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: number;
            nextAttemptAt: string | null;
            lastStatus: number | null;
            lastError: string | null;
            deliveredAt: string | null;
            createdAt: string;
        };
        ComplianceCheck: components["schemas"]["MessageCheck"] & {
            policy: {
                id: string;
                version: number;
            };
        };
        MessageCheck: {
            /** @enum {string} */
            language: "zh" | "en" | "mixed";
            allowed: boolean;
            spans: {
                start: number;
                end: number;
                quote: string;
                /** @enum {string} */
                category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                /** @enum {string} */
                risk: "high" | "medium" | "low";
                allowed: boolean;
                why: string;
                suggestion: string | null;
            }[];
        };
        RuleDocumentChecked: {
            valid: boolean;
            problem: {
                /** @description What does not fit, and where. */
                message: string;
                /** @description Its path: `steps.2.weight`. */
                field: string | null;
                line: number | null;
                column: number | null;
            } | null;
        };
        RuleDocumentListed: {
            id: string;
            version: number;
            /** @description Conversations are read with this one. */
            active: boolean;
            /** @enum {string} */
            origin: "package" | "stored";
            name: {
                zh: string;
                en: string;
            };
            createdBy: string | null;
            createdAt: string | null;
        };
        RuleDocument: {
            id: string;
            version: number;
            /** @description Conversations are read with this one. */
            active: boolean;
            /** @enum {string} */
            origin: "package" | "stored";
            name: {
                zh: string;
                en: string;
            };
            createdBy: string | null;
            createdAt: string | null;
            /** @description YAML. */
            source: string;
            document: {
                id: string;
                /** @default 1 */
                version: number;
                name: {
                    zh: string;
                    en: string;
                };
                /** @default [] */
                stages: string[];
                steps: {
                    id: string;
                    weight: number;
                    does: {
                        zh: string;
                        en: string;
                    };
                    /** @enum {string} */
                    act?: "opening" | "permission" | "need" | "impact" | "budget" | "authority" | "timeline" | "value" | "next_step" | "results" | "satisfaction" | "changes" | "terms" | "expiry" | "concerns" | "price_reason" | "trade" | "limits" | "confirms" | "recap" | "checks" | "proof";
                    /** @default true */
                    required: boolean;
                    /** @default [] */
                    after: string[];
                    say?: {
                        zh: string;
                        en: string;
                    };
                }[];
            } | {
                id: string;
                version: number;
                name: {
                    zh: string;
                    en: string;
                };
                /** @default {} */
                absolutes: {
                    /** @default [] */
                    zh: string[];
                    /** @default [] */
                    en: string[];
                    /** @default [] */
                    except: string[];
                };
                rules: {
                    id: string;
                    when: {
                        category?: ("outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity")[];
                        risk?: ("high" | "medium" | "low")[];
                        by?: ("rep" | "manager")[];
                        discountAbovePercent?: number | {
                            rep: number;
                            manager: number;
                        };
                        dueWithinDays?: number | {
                            rep: number;
                            manager: number;
                        };
                        conditional?: boolean;
                        absolute?: boolean;
                    };
                    allowed: boolean;
                    why: {
                        zh: string;
                        en: string;
                    };
                    suggestion?: {
                        zh: string;
                        en: string;
                    };
                }[];
            } | {
                id: string;
                version: number;
                name: {
                    zh: string;
                    en: string;
                };
                /** @default [] */
                competitors: {
                    name: string;
                    /** @default [] */
                    also: string[];
                }[];
                /** @default [] */
                products: string[];
                /** @default {} */
                absolutes: {
                    /** @default [] */
                    zh: string[];
                    /** @default [] */
                    en: string[];
                    /** @default [] */
                    except: string[];
                };
                /** @default {} */
                off: {
                    [key: string]: string[];
                };
            };
        };
        ShippedConcept: {
            id: string;
            terms: string[];
        };
        BackTest: {
            id: string;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            done: number;
            total: number;
            /** @description Why it failed, and what to do. */
            error: string | null;
            createdBy: string;
            createdAt: string;
            finishedAt: string | null;
            drafts: {
                policy?: string;
                playbook?: string;
                lexicon?: {
                    [key: string]: string;
                };
            };
            /** @description Null until it is done. */
            report: {
                conversations: number;
                from: string | null;
                to: string | null;
                weeks: number | null;
                inForce: {
                    flags: number;
                    aWeek: number | null;
                    confirmed: number;
                    dismissed: number;
                    precision: number | null;
                };
                draft: {
                    flags: number;
                    aWeek: number | null;
                    confirmed: number;
                    dismissed: number;
                    precision: number | null;
                };
                new: number;
                gone: number;
                moved?: number;
                rules: {
                    rule: string;
                    inForce: number;
                    draft: number;
                    new: number;
                    gone: number;
                    movedIn?: number;
                    movedOut?: number;
                }[];
                teams: {
                    team: string | null;
                    conversations: number;
                    inForce: number;
                    draft: number;
                    new: number;
                    gone: number;
                }[];
                insights?: {
                    kinds: {
                        /** @enum {string} */
                        kind: "budgets" | "stakeholders" | "objections" | "commitments" | "nextSteps" | "goals" | "pains" | "competitors";
                        inForce: number;
                        draft: number;
                        new: number;
                        gone: number;
                    }[];
                    changes: {
                        /** @enum {string} */
                        change: "new" | "gone";
                        conversationId: string;
                        /** @enum {string} */
                        kind: "budgets" | "stakeholders" | "objections" | "commitments" | "nextSteps" | "goals" | "pains" | "competitors";
                        label: string | null;
                        rule: string;
                        evidence: {
                            turn: number;
                            start: number;
                            end: number;
                            quote: string;
                            startMs?: number;
                            endMs?: number;
                            /** Format: date-time */
                            sentAt?: string;
                            /** @enum {boolean} */
                            outdated?: true;
                        };
                    }[];
                    changesLeftOut: number;
                };
                playbook?: {
                    inForce: string;
                    draft: string;
                    scores: {
                        inForce: {
                            conversations: number;
                            mean: number | null;
                            median: number | null;
                            deciles: number[];
                        };
                        draft: {
                            conversations: number;
                            mean: number | null;
                            median: number | null;
                            deciles: number[];
                        };
                    };
                    steps: {
                        id: string;
                        inForce: number | null;
                        draft: number | null;
                    }[];
                    changes?: {
                        conversationId: string;
                        title: string | null;
                        customer?: string;
                        rep?: string;
                        startedAt: string | null;
                        team: string | null;
                        stage: string | null;
                        inForce: {
                            playbook: string;
                            score: number;
                        };
                        draft: {
                            playbook: string;
                            score: number;
                        };
                    }[];
                    changesLeftOut?: number;
                };
                changes: {
                    /** @enum {string} */
                    change: "new" | "gone";
                    conversationId: string;
                    title: string | null;
                    customer?: string;
                    rep?: string;
                    startedAt: string | null;
                    team: string | null;
                    /** @enum {string} */
                    category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                    /** @enum {string} */
                    risk: "high" | "medium" | "low";
                    rule: string;
                    why: string | null;
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    };
                    /** @enum {string|null} */
                    verdict: "confirmed" | "dismissed" | null;
                }[];
                changesLeftOut: number;
                moves?: {
                    conversationId: string;
                    title: string | null;
                    customer?: string;
                    rep?: string;
                    startedAt: string | null;
                    team: string | null;
                    /** @enum {string} */
                    category: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                    /** @enum {string} */
                    risk: "high" | "medium" | "low";
                    evidence: {
                        turn: number;
                        start: number;
                        end: number;
                        quote: string;
                        startMs?: number;
                        endMs?: number;
                        /** Format: date-time */
                        sentAt?: string;
                        /** @enum {boolean} */
                        outdated?: true;
                    };
                    /** @enum {string|null} */
                    verdict: "confirmed" | "dismissed" | null;
                    from: string;
                    to: string;
                    why: string | null;
                }[];
            } | null;
        };
        BackTestListed: {
            id: string;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            done: number;
            total: number;
            /** @description Why it failed, and what to do. */
            error: string | null;
            createdBy: string;
            createdAt: string;
            finishedAt: string | null;
        };
        Key: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
            /** @description Whose key it is: it sees what they see. */
            userId: string | null;
            createdAt: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        KeyCreated: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
            /** @description Whose key it is: it sees what they see. */
            userId: string | null;
            createdAt: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            revokedAt: string | null;
            /** @description Shown here once; only its hash is kept. */
            key: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ok: true;
                        version: string;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All three answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description At least one does not. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Runs by state, queues, and the newest failures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsAssetsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionOidcStart: {
        parameters: {
            query?: {
                return?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go there. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionOidcCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go there. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state, whoever asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string|null} */
                    locale?: "zh" | "en" | null;
                    name?: string;
                    password?: {
                        current: string;
                        next: string;
                    };
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, the one used last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            current: boolean;
                            createdAt: string;
                            lastSeenAt: string;
                            expiresAt: string;
                            address: string | null;
                            userAgent: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No session is left. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That session is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLinksByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It works still. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "setup" | "invite" | "reset";
                        email: string | null;
                        name: string | null;
                        /** @enum {string} */
                        role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                        expiresAt: string;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLinksByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    name?: string;
                    /** @description Needed by the first administrator only. */
                    email?: string;
                };
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsers: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                teamId?: string;
                role?: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                /** @description Part of the name or e-mail address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: (components["schemas"]["User"] | components["schemas"]["UserNamed"])[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                    teamId?: string | null;
                    identities?: string[];
                    email: string;
                };
            };
        };
        responses: {
            /** @description The person. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["User"];
                        /** @description A path of the web app; it works once. Shown here only. */
                        link: string;
                        expiresAt: string;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person; the ETag is needed to change it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchUsersById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: nothing is changed that somebody else changed since. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    role?: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                    teamId?: string | null;
                    identities?: string[];
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersByIdLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A path of the web app; it works once. Shown here only. */
                        link: string;
                        expiresAt: string;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUsersByIdSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No session of theirs is left. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeams: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Team"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postTeams: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The team. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team with its ETag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTeamsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchTeamsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: nothing is changed that somebody else changed since. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAdminHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All queues and every worker that said in the last day that it lives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAdminModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            engine: string;
                            /** @description Of the files it came as. */
                            revision: string | null;
                            bytes: number | null;
                            bundled: boolean;
                            /** @description Its files have the checksums that were published. */
                            verified: boolean;
                        }[];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAudit: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description Id of a person or a key. */
                actor?: string;
                /** @description Whole, or the part before the dot. */
                action?: string;
                objectId?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionSet"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: nothing is changed that somebody else changed since. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    conversations: {
                        call: number | null;
                        meeting: number | null;
                        chat: number | null;
                    };
                    sound: number | null;
                };
            };
        };
        responses: {
            /** @description It is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionSet"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetentionPreview: {
        parameters: {
            query?: {
                call?: number;
                meeting?: number;
                chat?: number;
                sound?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many, and before which day their last word was said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPreview"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putConversationsByIdHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is held. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        held: boolean;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConversationsByIdHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is held no longer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        held: boolean;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSearch: {
        parameters: {
            query: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description Words, all of which must be there; "in quotes" together. Numbers in any writing. */
                q: string;
                /** @description Id of an account, or a name: see /v1/reps. */
                rep?: string;
                teamId?: string;
                customerId?: string;
                /** @description Of the deal. */
                outcome?: "open" | "won" | "lost";
                kind?: "call" | "meeting" | "chat";
                language?: "zh" | "en" | "mixed";
                from?: string;
                to?: string;
                /** @description Only turns that a commitment rests on; of this category. */
                flag?: "true" | "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                speaker?: "rep" | "customer";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of turns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchHit"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReps: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string | null;
                            name: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSavedSearches: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order they were saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SavedSearch"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSavedSearches: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    query: {
                        /** @description Words, all of which must be there; "in quotes" together. Numbers in any writing. */
                        q?: string;
                        /** @description Id of an account, or a name: see /v1/reps. */
                        rep?: string;
                        teamId?: string;
                        customerId?: string;
                        /**
                         * @description Of the deal.
                         * @enum {string}
                         */
                        outcome?: "open" | "won" | "lost";
                        /** @enum {string} */
                        kind?: "call" | "meeting" | "chat";
                        /** @enum {string} */
                        language?: "zh" | "en" | "mixed";
                        /** Format: date-time */
                        from?: string;
                        /** Format: date-time */
                        to?: string;
                        /**
                         * @description Only turns that a commitment rests on; of this category.
                         * @enum {string}
                         */
                        flag?: "true" | "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                        /** @enum {string} */
                        speaker?: "rep" | "customer";
                    };
                };
            };
        };
        responses: {
            /** @description It is saved. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearch"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSavedSearchesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRecordingsPresign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bytes?: number;
                };
            };
        };
        responses: {
            /** @description PUT the bytes there, then call from-upload. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUploadsByUploadId: {
        parameters: {
            query: {
                expires: number;
                token: string;
            };
            header?: never;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description It is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uploadId: string;
                        bytes: number;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRecordingsFromUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The sender's name for it; the same again gives the same conversation. */
                    externalId?: string;
                    /** @description Vouch's id of the customer, or one of its external ids. */
                    customerId?: string;
                    /** @enum {string} */
                    kind?: "call" | "meeting" | "chat";
                    /** Format: date-time */
                    startedAt?: string;
                    title?: string;
                    /** @description For sources whose times carry none. */
                    timeZone?: string;
                    /**
                     * @description For files whose own dates leave it open.
                     * @enum {string}
                     */
                    dateOrder?: "dmy" | "mdy" | "ymd";
                    /** @description Ids, names, phones or e-mails of the rep's side. */
                    staff?: string[];
                    /**
                     * @description Who speaks on which audio channel.
                     * @example {
                     *       "0": "customer",
                     *       "1": "rep"
                     *     }
                     */
                    channelSides?: {
                        [key: string]: "rep" | "customer" | "unknown";
                    };
                    /** Format: uuid */
                    uploadId: string;
                    fileName: string;
                    transcript?: {
                        /** Format: uuid */
                        uploadId: string;
                        fileName: string;
                    };
                };
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description It is in; its run is started. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRecordings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    recording: string;
                    /**
                     * Format: binary
                     * @description Its transcript (VTT, SRT or JSON), when there is one.
                     */
                    transcript?: string;
                    externalId?: string;
                    customerId?: string;
                    kind?: string;
                    startedAt?: string;
                    title?: string;
                    timeZone?: string;
                    dateOrder?: string;
                    /** @description Ids, names, phones or e-mails of the rep's side, by commas. */
                    staff?: string;
                    /** @example 0:customer,1:rep */
                    channelSides?: string;
                };
            };
        };
        responses: {
            /** @description It was there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description It is in; its run is started. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingsBySha256: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingsBySha256Content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingsBySha256Waveform: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Up to 2,000 equally long stretches from the start to the end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waveform"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversations: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description Id of an account, or a name: see /v1/reps. */
                rep?: string;
                teamId?: string;
                customerId?: string;
                /** @description Of the deal. */
                outcome?: "open" | "won" | "lost";
                kind?: "call" | "meeting" | "chat";
                language?: "zh" | "en" | "mixed";
                from?: string;
                to?: string;
                dealId?: string;
                /** @description Of the newest run. */
                state?: "running" | "done" | "failed" | "superseded";
                /** @description true: those that wait for a customer. */
                unmatched?: "true" | "false";
                /** @description Of its riskiest commitment that nobody dismissed. */
                risk?: "none" | "high" | "medium" | "low";
                scoreMin?: number | null;
                scoreMax?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConversationListed"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation; its ETag is needed to edit it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConversationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchConversationsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string | null;
                    customerId?: string | null;
                    dealId?: string | null;
                };
            };
        };
        responses: {
            /** @description It is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** @description The run that brings the results up to date; null when none is needed. */
                        runId: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transcript. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The analysis (`vouch.analysis/1`). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysis"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postConversationsByIdSwapSpeakers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is swapped; the run recomputes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** @description The run that brings the results up to date; null when none is needed. */
                        runId: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchConversationsByIdParticipants: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    participants: {
                        id: string;
                        /** @enum {string} */
                        side: "rep" | "customer" | "unknown";
                    }[];
                };
            };
        };
        responses: {
            /** @description It is set; the run recomputes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** @description The run that brings the results up to date; null when none is needed. */
                        runId: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postConversationsByIdRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It goes on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        runId: string;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchConversationsByIdTurnsByTurn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
                turn: number | null;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description Id of a participant. */
                    speaker?: string;
                };
            };
        };
        responses: {
            /** @description It is corrected; the run recomputes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** @description The run that brings the results up to date; null when none is needed. */
                        runId: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postConversationsByIdTurnsByTurnUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                turn: number | null;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is corrected; the run recomputes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        version: number;
                        /** @description The run that brings the results up to date; null when none is needed. */
                        runId: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdCorrections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Correction"][];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdClip: {
        parameters: {
            query?: {
                /** @description Milliseconds from the start of the recording. */
                from?: number | null;
                to?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `run`: a snapshot; `step`: each change; `end`: the last snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `step`: each change of a step, ids and states only. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomers: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description Part of the name. */
                name?: string;
                phone?: string;
                email?: string;
                externalId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. A delivery key gets ids and names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: (components["schemas"]["Customer"] | components["schemas"]["CustomerNamed"])[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Yours to choose; made up when left out. */
                    id?: string;
                    name: string;
                    externalIds?: string[];
                    phones?: string[];
                    emails?: string[];
                };
            };
        };
        responses: {
            /** @description The customer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer; its ETag is needed to edit it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"] | components["schemas"]["CustomerNamed"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchCustomersById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    externalIds?: string[];
                    phones?: string[];
                    emails?: string[];
                };
            };
        };
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdContacts: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Contact"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCustomersByIdContacts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    title?: string | null;
                    externalIds?: string[];
                    phones?: string[];
                    emails?: string[];
                };
            };
        };
        responses: {
            /** @description The contact. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdContactsByContactId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact with its ETag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCustomersByIdContactsByContactId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchCustomersByIdContactsByContactId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: nothing is changed that somebody else changed since. */
                "if-match"?: string;
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    title?: string | null;
                    externalIds?: string[];
                    phones?: string[];
                    emails?: string[];
                };
            };
        };
        responses: {
            /** @description The contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. A delivery key gets the decision chain, promises and confirmed quotes only. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"] | components["schemas"]["DeliveryRecord"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCustomersByIdRecordByField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` of the value that was read, in quotes; "0" where it was empty. */
                "if-match"?: string;
            };
            path: {
                id: string;
                field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: {
                        [key: string]: unknown;
                    };
                    /** @description The item that this replaces. */
                    itemKey?: string;
                };
            };
        };
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCustomersByIdRecordByField: {
        parameters: {
            query?: {
                itemKey?: string;
            };
            header?: never;
            path: {
                id: string;
                field: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone; the history has it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdContradictions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Contradiction"][];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdHistory: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                field?: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RecordHistoryEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCustomersByIdHistoryByEntryIdUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry that the undoing itself made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordHistoryEntry"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdTimeline: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TimelineEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeals: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                customerId?: string;
                outcome?: "open" | "won" | "lost";
                stage?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deal"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postDeals: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    customerId: string;
                    name: string;
                    stage?: string;
                    /** @enum {string} */
                    outcome?: "open" | "won" | "lost";
                    amount?: number | null;
                    currency?: string | null;
                    /** Format: date-time */
                    openedAt?: string;
                    /** Format: date-time */
                    closedAt?: string | null;
                };
            };
        };
        responses: {
            /** @description The deal. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDealsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deal; its ETag is needed to edit it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchDealsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    stage?: string;
                    /** @enum {string} */
                    outcome?: "open" | "won" | "lost";
                    amount?: number | null;
                    currency?: string | null;
                    /** Format: date-time */
                    openedAt?: string;
                    /** Format: date-time */
                    closedAt?: string | null;
                };
            };
        };
        responses: {
            /** @description The deal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationsByIdDealProposals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DealProposal"][];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposals: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                conversationId?: string;
                field?: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
                minConfidence?: number | null;
                state?: "pending" | "accepted" | "edited" | "rejected" | "superseded";
                customerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Proposal"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomersByIdProposals: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                conversationId?: string;
                field?: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
                minConfidence?: number | null;
                state?: "pending" | "accepted" | "edited" | "rejected" | "superseded";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Proposal"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsDecisions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    decisions: ({
                        id: string;
                        /** @enum {string} */
                        action: "accept";
                        resolves?: boolean;
                    } | {
                        id: string;
                        /** @enum {string} */
                        action: "edit";
                        value: {
                            [key: string]: unknown;
                        };
                    } | {
                        id: string;
                        /** @enum {string} */
                        action: "reject";
                    })[];
                };
            };
        };
        responses: {
            /** @description The proposals as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Proposal"][];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProposalsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description It settles the matter: what contradicts it is put aside.
                     * @default false
                     */
                    resolves?: boolean;
                };
            };
        };
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByIdEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByIdReject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postProposalsByIdUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCustomersByIdProposalsAcceptAll: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    conversationId?: string;
                    /** @enum {string} */
                    field?: "budget" | "decision_chain" | "objections" | "promises" | "next_steps" | "competitors" | "goals" | "pains";
                    minConfidence?: number;
                };
            };
        };
        responses: {
            /** @description What was accepted, and what was left and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: string[];
                        left: {
                            id: string;
                            /** @enum {string} */
                            reason: "locked" | "contradiction";
                        }[];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPromises: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                customerId?: string;
                conversationId?: string;
                /** @description Id of an account, or a name: see /v1/reps. */
                rep?: string;
                teamId?: string;
                /** @description The name of whoever promised. */
                who?: string;
                state?: "open" | "kept" | "broken" | "withdrawn";
                category?: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                risk?: "high" | "medium" | "low";
                /** @description false: breaches of the policy. */
                allowed?: "true" | "false";
                overdue?: "true" | "false";
                dueFrom?: string;
                dueBefore?: string;
                /** @description true: also those that a person dismissed. */
                withDismissed?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. A delivery key gets what concerns delivery; words only once a person confirmed them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: (components["schemas"]["Promise"] | components["schemas"]["DeliveryPromise"])[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPromisesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The promise; its ETag is needed to change it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseWithStory"] | components["schemas"]["DeliveryPromise"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPromisesByIdState: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "open" | "kept" | "broken" | "withdrawn";
                    /** @default null */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The promise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promise"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPromisesByIdMerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `with` of a suggestion. */
                    with: string;
                };
            };
        };
        responses: {
            /** @description The promise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseWithStory"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPromisesByIdSplit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `id` in the history, or `mention` of a suggestion. */
                    mention: string;
                };
            };
        };
        responses: {
            /** @description The promise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseWithStory"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPromisesByIdUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The promise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromiseWithStory"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFlags: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description `waiting`: open or disputed, so that somebody has to look. */
                state?: "waiting" | "open" | "disputed" | "confirmed" | "dismissed";
                /** @description `me`, `nobody`, or the id of whoever it is assigned to. */
                assignee?: string;
                risk?: "high" | "medium" | "low";
                category?: "outcome" | "deadline" | "price" | "scope" | "refund" | "reliability" | "compliance" | "exclusivity";
                customerId?: string;
                conversationId?: string;
                /** @description false: against the policy. */
                allowed?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Flag"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFlagsById: {
        parameters: {
            query?: {
                around?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagWithTurns"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfirmedFlags: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                /** @description `none`: not answered yet; `decided`: what became of disputes. */
                answer?: "none" | "acknowledged" | "disputed" | "decided";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfirmedFlag"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFlagsByIdVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    verdict: "confirmed" | "dismissed";
                    /** @default null */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagWithTurns"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteFlagsByIdVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postFlagsByIdUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagWithTurns"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFlagsByIdAssignee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of GET /v1/users. */
                    assigneeId: string | null;
                };
            };
        };
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagWithTurns"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postFlagsByIdComments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagWithTurns"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFlagsByIdAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    answer: "acknowledged" | "disputed";
                    /** @default null */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description The flag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedFlag"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewAgreement: {
        parameters: {
            query?: {
                /** @description The verdict was given then or later. */
                from?: string;
                /** @description And before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In all, and by category. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewAgreement"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Webhook"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    events: ("conversation.published" | "promise.flagged" | "promise.changed" | "proposal.created")[];
                };
            };
        };
        responses: {
            /** @description The webhook with its secret, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook with its ETag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchWebhooksById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: nothing is changed that somebody else changed since. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url?: string;
                    events?: ("conversation.published" | "promise.flagged" | "promise.changed" | "proposal.created")[];
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description The webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhooksByIdDeliveries: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
                state?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postWebhooksByIdDeliveriesByDeliveryIdReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due now. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postWebhooksByIdTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due now; the delivery log tells how it went. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postComplianceCheck: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @enum {string} */
                    language?: "zh" | "en" | "mixed";
                    /**
                     * Format: date-time
                     * @description When it is to be sent; limits on delivery dates count from there. Now, if absent.
                     */
                    at?: string;
                    /** @description Id of a policy; the active one if absent. */
                    policy?: string;
                    /**
                     * @description Whose limits hold. Absent: a manager's for a manager's key, else a rep's; a rep's key has a rep's.
                     * @enum {string}
                     */
                    role?: "rep" | "manager";
                };
            };
        };
        responses: {
            /** @description What the policy says. `quote` is `text.slice(start, end)`, UTF-16 offsets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComplianceCheck"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPlaybooksCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description Whether it could be stored, and if not, why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocumentChecked"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlaybooks: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RuleDocumentListed"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlaybooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPlaybooksById: {
        parameters: {
            query?: {
                activate?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlaybooksByIdVersionsByVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPlaybooksByIdVersionsByVersionActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is active. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPoliciesCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description Whether it could be stored, and if not, why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocumentChecked"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicies: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RuleDocumentListed"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPoliciesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPoliciesById: {
        parameters: {
            query?: {
                activate?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPoliciesByIdVersionsByVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postPoliciesByIdVersionsByVersionActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is active. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLexiconsCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description Whether it could be stored, and if not, why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocumentChecked"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLexicons: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RuleDocumentListed"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLexiconsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putLexiconsById: {
        parameters: {
            query?: {
                activate?: "true" | "false";
            };
            header?: {
                /** @description The `ETag` that was read; needed to edit. */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLexiconsByIdVersionsByVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document; as YAML for `Accept: application/yaml`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                    "application/yaml": string;
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLexiconsByIdVersionsByVersionActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is active. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleDocument"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getShippedWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in the order of the files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ShippedConcept"][];
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBackTests: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BackTestListed"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBackTests: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description YAML. */
                    policy?: string;
                    /** @description YAML. */
                    playbook?: string;
                    /** @description YAML by area: `{ "company": "…" }` for the company’s own, `{ "commitments": "…" }` for one of Vouch’s. */
                    lexicon?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description It runs. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackTest"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBackTestsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The back-test. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackTest"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: {
                /** @description Items a page, 200 at most. */
                limit?: number;
                /** @description `nextCursor` of the page before; opaque. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Key"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    role: "rep" | "qa" | "trainer" | "manager" | "delivery" | "admin";
                    /** @default null */
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description The key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreated"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description What went wrong, as a problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
