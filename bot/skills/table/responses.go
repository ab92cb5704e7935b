package table

import (
	"fmt"
	"io"
	"strconv"

	"passerelle/bot/skills"
)

// Responses are the answers of people, with their ids by row.
type Responses struct {
	IDs []string
	skills.Responses
}

// ReadResponses reads answers: a column id, then one column an item; 1 right, 0
// wrong or "I do not know", empty when not asked. highest gives each known item
// its highest grade; nil takes any column for a right-or-wrong item.
func ReadResponses(in io.Reader, file string, highest map[string]int) (*Responses, error) {
	s, err := read(in, file, "id")
	if err != nil {
		return nil, err
	}
	r := &Responses{Responses: skills.Responses{Items: s.header[1:]}}
	if len(r.Items) == 0 {
		s.fail(1, "", "has no column beside id; write one column an item")
	}
	top := make([]int, len(r.Items))
	for j, item := range r.Items {
		top[j] = 1
		if highest != nil {
			var known bool
			if top[j], known = highest[item]; !known {
				s.fail(1, clip(item), "is no item of the bank; take the column out, or add the item")
			}
		}
	}
	r.IDs = s.ids(true)
	for _, row := range s.rows {
		grades := make([]int8, len(r.Items))
		for j, cell := range row.cells[1:] {
			grades[j] = s.grade(row.line, r.Items[j], cell, top[j])
		}
		r.Rows = append(r.Rows, grades)
	}
	if len(r.Rows) == 0 {
		s.fail(2, "", "there are no answers; write one row a person")
	}
	return r, s.err()
}

func (s *sheet) grade(line int, item, cell string, top int) int8 {
	if cell == "" {
		return skills.NotAsked
	}
	grade, err := strconv.Atoi(cell)
	if err != nil || grade < 0 || grade > top {
		allowed := "1 right, 0 wrong or not known"
		if top > 1 {
			allowed = fmt.Sprintf("a grade from 0 to %d", top)
		}
		s.fail(line, clip(item), "%q is not a grade; write %s, nothing when not asked", clip(cell), allowed)
		return skills.NotAsked
	}
	return int8(grade)
}

// Answers returns what a person answered, as answers to items of a bank.
// places gives each column its index in the bank.
func (r *Responses) Answers(person int, places []int) []skills.Answer {
	var answers []skills.Answer
	for j, grade := range r.Rows[person] {
		if grade != skills.NotAsked {
			answers = append(answers, skills.Answer{Item: places[j], Grade: int(grade)})
		}
	}
	return answers
}
