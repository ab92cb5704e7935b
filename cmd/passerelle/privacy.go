package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"passerelle/bot/privacy"
	"passerelle/flows"
)

func privacyCommand() *cobra.Command {
	return group("privacy", "Papers on data protection", privacySheet())
}

func privacySheet() *cobra.Command {
	var agency, language string
	c := &cobra.Command{
		Use:   "sheet [FOLDER]",
		Short: "Draft the record of processing activities and the impact assessment, as Markdown",
		Long: `Draft the record of processing activities (nDSG Art. 12) and the data protection impact assessment (nDSG Art. 22)
from agency.yaml and the table of retention, as Markdown in the agency's first language.
It is a draft: what the agency must fill in and what a lawyer must check is marked.`,
		Args: arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, what we ship")
	c.Flags().StringVar(&language, "language", "", "fr, de, it or en; without it, the agency's first")
	c.RunE = func(c *cobra.Command, args []string) error {
		if language != "" && !slices.Contains([]string{"fr", "de", "it", "en"}, language) {
			return usageError{fmt.Errorf("no sheet in %q: --language takes fr, de, it or en", language)}
		}
		set, err := loadSet(c, folderOf(args, agency))
		if err != nil {
			return err
		}
		if language == "" && len(set.Agency.Languages) > 0 {
			language = set.Agency.Languages[0]
		}
		return privacy.WriteSheet(c.OutOrStdout(), language, practiceOf(set.Agency, language))
	}
	return c
}

// practiceOf is what of an agency its papers on data protection depend on.
func practiceOf(a *flows.Agency, language string) privacy.Practice {
	has := func(channel string) bool { _, there := a.Channels[channel]; return there }
	return privacy.Practice{Name: a.Name.In(language, a.Languages...), SMS: has("sms"), WhatsApp: has("whatsapp"), Telegram: has("telegram"),
		Check: a.CheckUse != nil, Threads: a.Consent.KeepFor.Duration()}
}
