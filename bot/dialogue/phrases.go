package dialogue

// phraseKeys are the bot's own sentences: phrases.yaml must hold each of them,
// and a book is refused without.
var phraseKeys = []string{
	// choices
	"done", "stuck", "talk", "menu", "more", "go_on", "answer_yes", "answer_no", "later", "back", "help", "repeat", "language", "my_data",
	"erase", "erase_yes", "erase_no", "keep_nothing", "call_back", "skills_check", "emergency", "dont_know", "practice_later",
	"share", "the_first", "the_second", "device_android", "device_iphone", "device_basic", "device_unknown",
	// the way through
	"choose_language", "go_on_in", "menu_text", "help_text", "welcome_back", "over", "help_changed", "help_changed_here", "is_it", "which_one", "which_phone",
	"not_understood", "offer_person", "too_fast", "sheet_end", "no_steps", "flow_end", "will_remind", "reminder", "by_ear", "by_eye", "listen_not", "listen_sms",
	"only_in", "not_here", "ask_clear", "not_quite", "clear_thanks", "clear_help", "free_of_charge", "step_free",
	// what cannot be read
	"got_empty", "got_link", "got_media", "got_sticker", "got_else", "to_listen",
	// the menu's groups
	"help_device", "help_communicate", "help_services", "help_work", "help_safety", "help_near",
	// a person
	"without_memory", "will_call", "which_number", "noted", "not_noted", "voice_again", "late_promise", "keep_after_all", "nobody_now", "when_unknown", "the_team", "handed_back", "case_closed",
	"message_for_you", "invite", "hand_over_me", "hand_over_team", "hand_over_colleague", "paused", "says", "team_now", "team_later", "tonight_text", "open_today", "closed_today", "closed_now", "closed_long", "another_place",
	// doing it together
	"pushes", "seen_live", "with_counsellor", "sees_stuck", "goes_on", "helps", "step_together", "for_ask", "for_yes", "for_no", "for_spoken", "for_receipt", "for_objected",
	"redo_ask", "redo_never", "trend_alone", "trend_helped", "trend_with", "trend_less",
	// reminders
	"remind_me", "remind_none", "remind_stop", "remind_how", "remind_list", "remind_set", "remind_set_monthly", "remind_window", "remind_not", "remind_far", "remind_full",
	"remind_say", "remind_last", "remind_done", "remind_later", "remind_dropped", "data_reminders",
	// seats and loans
	"none_of", "one_word", "my_seats", "seat_loan", "seat_one", "seat_two", "seat_drop", "seat_no", "seat_ok", "seat_keep", "seat_longer", "seat_ask_longer", "seat_most", "seat_waits", "seat_free", "seat_full",
	"seat_loan_waits", "seat_taken", "seat_cancel_how", "seat_thanks", "seat_see_you", "seat_bring", "seat_dropped", "seat_none", "seat_is_waiting", "seat_is_out", "seat_is_kept", "seat_without",
	"seat_tomorrow", "seat_due_back", "seat_overdue", "seat_offer", "seat_fetch", "seat_name", "seat_no_name", "data_seats",
	// danger
	"numbers_text", "all_right", "alone_now", "danger_now", "danger_later", "danger_with", "danger_busy", "danger_ask", "danger_no",
	// what is kept
	"stopped", "is_stopped", "erase_sure", "erased", "erased_but", "my_data_text", "data_language", "data_thread", "data_result",
	"data_case", "data_joined", "join", "join_how", "joined", "joined_notice", "join_same", "join_busy", "join_over", "someone_else", "for_someone", "for_me", "not_for_someone", "else_sure", "not_right",
	// the check
	"no_check", "check_length", "check_sms", "check_left", "begin_again", "again", "again_number", "item_help", "item_time", "check_for", "check_benefits", "check_who", "check_yes", "check_on", "unknown_is_fine", "what_is_hard", "hard_reading", "hard_phone", "reading_help", "not_right_yet", "went_well", "was_hard", "more_questions",
	"my_result", "see_more", "can_do", "area_name", "went_helped", "area_helped", "area_well", "area_hard", "can_do_alone", "can_do_helped", "can_do_nothing", "own_words", "nothing_to_add", "words_noted", "look_again", "will_recheck", "recheck", "progress_better", "progress_same", "item_set_aside",
	"hard_other", "somebody_looks", "nobody_looks", "unshare", "share_keeps", "what_not_right", "unshared", "data_shared", "check_for_one", "item_why", "task_waits", "which_choice", "check_rests",
	"check_unknown", "check_end", "shared", "order_how", "which_is_fake", "example_begin", "example_end",
	// who follows
	"card_joined", "data_looked", "who_read", "who_read_text", "nobody_read", "not_with_done", "not_with_nobody",
	"may_see", "kind_messages", "kind_messages_media", "kind_tried", "kind_result", "sees_tried", "only_question", "shown_all", "shown_question", "shown_later",
}
