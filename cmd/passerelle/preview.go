package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"passerelle/channels/page"
	"passerelle/channels/studio"
	"passerelle/flows/library"
)

// previewAddress is where the preview listens unless told otherwise.
const previewAddress = "127.0.0.1:8082"

func previewCommand() *cobra.Command {
	var address string
	c := &cobra.Command{
		Use:   "preview [FOLDER]",
		Short: "See flows on a phone while you write them: it follows every save",
		Long: `See flows on a phone while you write them, in the browser: the phone in three shapes, what lint says, the drawing, what it costs.
It follows every save; while a file has errors, the last version without errors stays on the phone.`,
		Args: arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&address, "listen", previewAddress, "where to listen, on this machine only")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := onlyHere(address); err != nil {
			return usageError{err}
		}
		dir := "."
		if len(args) > 0 {
			dir = args[0]
		}
		if _, err := openDir(dir); err != nil {
			return err
		}
		return preview(c, dir, address, !c.Flags().Changed("listen"))
	}
	return c
}

func preview(c *cobra.Command, dir, address string, elsewhere bool) error {
	log := slog.New(slog.NewTextHandler(c.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	bench, err := studio.New(studio.Options{Agencies: map[string]studio.Agency{"preview": {Dir: dir}}, Library: library.Files, Log: log})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", http.RedirectHandler("/studio/", http.StatusSeeOther))
	mux.Handle("/studio/", bench.Handler())
	mux.Handle("/static/", page.Static())
	site, err := listen(address, mux, log)
	if elsewhere && errors.Is(err, syscall.EADDRINUSE) {
		site, err = listen("127.0.0.1:0", mux, log)
	}
	if err != nil {
		return fmt.Errorf("%w: choose another port with --listen 127.0.0.1:8083", err)
	}
	fmt.Fprintln(c.ErrOrStderr(), "Open the page in a browser. Stop with Ctrl-C.")
	fmt.Fprintf(c.OutOrStdout(), "studio   %s\n", site.url("/studio/"))
	return site.wait(c.Context())
}

// demoFolder is a folder for changes that nobody keeps, where no agency is named.
func demoFolder(agency string) (dir string, remove func() error, err error) {
	if agency != "" {
		return agency, func() error { return nil }, nil
	}
	dir, err = os.MkdirTemp("", "passerelle-demo-")
	return dir, func() error { return os.RemoveAll(dir) }, err
}

// openStudio makes the author's bench of one agency that anybody on this machine
// may use. kept: the folder is somebody's own.
func openStudio(d *desk, dir string, kept bool, log *slog.Logger) (*studio.Studio, error) {
	counts := &counter{desk: d, log: log}
	return studio.New(studio.Options{Agencies: map[string]studio.Agency{d.id: {Dir: dir, Drops: counts.drops}}, Library: library.Files, Demo: true, Kept: kept, Log: log})
}
