package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/rights"
)

func staffCommand() *cobra.Command {
	return group("staff", "Who may log in to the desk", staffAdd(), staffList(), staffHours(),
		staffDisable(), staffReset(),
		staffLanguages(),
	)
}

func passwordFlag(c *cobra.Command) {
	c.Flags().Bool("password-stdin", false, "read the password from the first line of stdin; without it, one is invented and shown")
}

// givePassword sets a password that was read, or one that is invented; say shows
// an invented one, once it is kept.
func givePassword(a *bot.Account, c *cobra.Command) (say func(), err error) {
	password, shown := rand.Text()[:20], true
	if read, _ := c.Flags().GetBool("password-stdin"); read {
		line, err := bufio.NewReader(c.InOrStdin()).ReadString('\n')
		if err != nil && line == "" {
			return nil, usageError{fmt.Errorf("no password on stdin: %w", err)}
		}
		password, shown = strings.TrimRight(line, "\r\n"), false
	}
	if a.Hash, err = login.Hash(password); err != nil {
		return nil, usageError{err}
	}
	return func() {
		if shown {
			fmt.Fprintf(c.OutOrStdout(), "password %s\n", password)
		}
	}, nil
}

func staffAdd() *cobra.Command {
	var name, role string
	c := &cobra.Command{Use: "add LOGIN", Short: "Add somebody", Args: arguments(cobra.ExactArgs(1))}
	c.Flags().StringVar(&name, "name", "", "their name as contacts read it; without it, the login")
	c.Flags().StringVar(&role, "role", bot.RoleCounsellor, strings.Join(rights.Roles, ", "))
	passwordFlag(c)
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		a := bot.Account{Login: strings.ToLower(args[0]), Name: name, Role: role}
		switch {
		case !login.Name.MatchString(a.Login):
			return usageError{fmt.Errorf("a login has letters without accents, digits, dot, dash and underscore, not %q", args[0])}
		case !rights.Known(role):
			return usageError{fmt.Errorf("--role is one of %s, not %q", strings.Join(rights.Roles, ", "), role)}
		}
		if a.Name == "" {
			a.Name = firstUpper(a.Login)
		}
		return inOffice(c, func(o *office) error {
			if _, err := o.store.Account(c.Context(), a.Login); !errors.Is(err, bot.ErrNotFound) {
				return errors.Join(err, fmt.Errorf("%s is there already: passerelle staff reset gives a new password", a.Login))
			}
			say, err := givePassword(&a, c)
			if err != nil {
				return err
			}
			if err := o.store.SaveAccount(c.Context(), a); err != nil {
				return err
			}
			say()
			return o.note(c.Context(), bot.AuditInvited, "", a.Login)
		})
	}
	return c
}

func staffDisable() *cobra.Command {
	c := &cobra.Command{Use: "disable LOGIN", Short: "Let somebody in no more, and log them out; the cases they have stay theirs", Args: arguments(cobra.ExactArgs(1))}
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return inOffice(c, func(o *office) error {
			return changeAccess(c, o, args[0], bot.AuditDisabled, func(a *bot.Account) { a.Disabled, a.Open, a.Invited = true, nil, nil })
		})
	}
	return c
}

func staffReset() *cobra.Command {
	var second bool
	c := &cobra.Command{Use: "reset LOGIN", Short: "Give somebody a new password in place of what they had, passkeys and the organisation's account too, and let them in again", Args: arguments(cobra.ExactArgs(1))}
	passwordFlag(c)
	c.Flags().BoolVar(&second, "totp", false, "only forget the second step, for a telephone that is lost; the password stays")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return inOffice(c, func(o *office) error {
			if second {
				return changeAccess(c, o, args[0], bot.AuditSecond, func(a *bot.Account) { a.Second, a.Open = nil, nil })
			}
			fresh := bot.Account{}
			say, err := givePassword(&fresh, c)
			if err != nil {
				return err
			}
			if err := changeAccess(c, o, args[0], bot.AuditReset, func(a *bot.Account) {
				a.Disabled, a.Hash, a.Passkeys, a.Outside, a.Open, a.Invited = false, fresh.Hash, nil, nil, nil, nil
			}); err != nil {
				return err
			}
			say()
			return nil
		})
	}
	return c
}

// changeStaff changes an account of somebody who is there. A change may be tried
// again, so it only sets what was found out before.
func changeStaff(c *cobra.Command, o *office, name string, change func(*bot.Account)) error {
	_, err := o.store.ChangeAccount(c.Context(), strings.ToLower(name), func(a *bot.Account) error { change(a); return nil })
	if errors.Is(err, bot.ErrNotFound) {
		return fmt.Errorf("there is no %s: passerelle staff list shows who is there", name)
	}
	return err
}

// changeAccess changes who may log in and how, and notes it in the audit.
func changeAccess(c *cobra.Command, o *office, name string, kind bot.AuditKind, change func(*bot.Account)) error {
	if err := changeStaff(c, o, name, change); err != nil {
		return err
	}
	return o.note(c.Context(), kind, "", strings.ToLower(name))
}

// shownAccount is an account without its hash.
type shownAccount struct {
	Login    string `json:"login"`
	Name     string `json:"name"`
	Role     string `json:"role"`
	Disabled bool   `json:"disabled"`
}

func staffList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "list", Short: "Who may log in", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return inOffice(c, func(o *office) error {
			accounts, err := o.store.Accounts(c.Context())
			if err != nil {
				return err
			}
			list := []shownAccount{}
			for _, a := range accounts {
				list = append(list, shownAccount{a.Login, a.Name, a.Role, a.Disabled})
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), list)
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "LOGIN\tNAME\tROLE\tDISABLED")
			for _, a := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%v\n", a.Login, a.Name, a.Role, a.Disabled)
			}
			return w.Flush()
		})
	}
	return c
}

// staffLanguages says in which languages "next for me" brings cases.
func staffLanguages() *cobra.Command {
	c := &cobra.Command{Use: "languages LOGIN [fr,de…]", Short: "In which languages the next case comes; without any, in all", Args: arguments(cobra.RangeArgs(1, 2))}
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return inOffice(c, func(o *office) error {
			spoken, chosen := o.assistant.Book().Languages(), []string(nil)
			for _, tag := range strings.FieldsFunc(strings.Join(args[1:], ","), func(r rune) bool { return r == ',' || r == ' ' }) {
				if !slices.Contains(spoken, tag) {
					return usageError{fmt.Errorf("the agency speaks %s, not %q", strings.Join(spoken, ", "), tag)}
				}
				chosen = append(chosen, tag)
			}
			_, err := o.store.ChangeAccount(c.Context(), strings.ToLower(args[0]), func(a *bot.Account) error { a.Languages = chosen; return nil })
			if errors.Is(err, bot.ErrNotFound) {
				return fmt.Errorf("there is no %s: passerelle staff list shows who is there", args[0])
			}
			return err
		})
	}
	return c
}
