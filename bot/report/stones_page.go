package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

//go:embed stones.html
var stoneFiles embed.FS

var stonePages = template.Must(template.ParseFS(stoneFiles, "stones.html"))

// StoneReport is a month's stumbling stones.
type StoneReport struct {
	From, To  string
	Threshold int
	Owners    []Owner
}

// Title is the title of an owner's page: a portal's domain, or the help's name.
func (r StoneReport) Title(o Owner, n Names) string {
	name := o.Name
	if !o.Portal {
		name = n.Of("topic." + o.Name)
	}
	return n.Word("stones") + ": " + name
}

// HTML writes one owner's page, to print and to send.
func (r StoneReport) HTML(w io.Writer, o Owner, n Names) error {
	heads, rows := r.table(o, n)
	page := struct {
		Lang, Title, Lead, Foot string
		Heads                   []string
		Rows                    [][]string
	}{n.Lang, r.Title(o, n), n.Word("stones_lead", "from", r.From, "to", r.To, "agency", n.say(n.Agency.Name)), r.foot(n), heads, rows}
	if err := stonePages.ExecuteTemplate(w, "stones", page); err != nil {
		return fmt.Errorf("write the stumbling stones: %w", err)
	}
	return nil
}

// Text writes all owners for a terminal.
func (r StoneReport) Text(w io.Writer, n Names) error {
	if len(r.Owners) == 0 {
		_, err := fmt.Fprintln(w, n.Word("stones_none", "n", strconv.Itoa(r.Threshold)))
		return err
	}
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, o := range r.Owners {
		heads, rows := r.table(o, n)
		fmt.Fprintf(out, "%s\n%s\n", r.Title(o, n), strings.Join(heads, "\t"))
		for _, row := range rows {
			fmt.Fprintln(out, strings.Join(row, "\t"))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, r.foot(n))
	return out.Flush()
}

func (r StoneReport) foot(n Names) string {
	return n.Word("stones_foot", "n", strconv.Itoa(r.Threshold))
}

func (r StoneReport) table(o Owner, n Names) (heads []string, rows [][]string) {
	for _, name := range []string{"stone_step", "stone_help", "stone_shown", "stone_stuck", "stone_asked", "stone_left"} {
		heads = append(heads, n.Word(name))
	}
	for _, s := range o.Stones {
		row := []string{n.step(s.Topic, s.Step), n.Of("topic." + s.Topic)}
		for _, v := range []int{s.Shown, s.Stuck, s.Asked, s.Left} {
			if v < 0 {
				row = append(row, Hidden)
				continue
			}
			row = append(row, strconv.Itoa(v))
		}
		rows = append(rows, row)
	}
	return heads, rows
}

// step names a step by the first line of what it says.
func (n Names) step(topic, id string) string {
	flow := n.Flows[topic]
	if flow == nil {
		return id
	}
	i := flow.StepNamed(id)
	if i < 0 {
		return id
	}
	words := flow.Steps[i].Say.In(n.Lang, n.Agency.Languages...)
	if words == "" {
		words = flow.Steps[i].Ask.In(n.Lang, n.Agency.Languages...)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	return line
}
