package oidc

import (
	"errors"
	"net"
	"net/url"
)

// errOpen says that what is sent to an address could be read on the way.
var errOpen = errors.New("it is written https://host, or http://127.0.0.1 on this machine")

// sealed refuses an address that others could read what is sent to.
func sealed(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return errOpen
	}
	if u.Scheme == "https" {
		return nil
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return errOpen
}
