// Oracle checks a log that GrainLedger has published, with golang.org/x/mod and without a line of GrainLedger.
//
//	oracle DIRECTORY LOG-VKEY WITNESS-VKEY...
//
// DIRECTORY holds `checkpoint`, `tile/…`, `proofs/<index>.tlog-proof` and `consistency/<old size>`: the old root and
// the hashes of the proof, one a line. It prints what it verified, or the first fault, and then ends with 1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error, what string) {
	if err != nil {
		fmt.Printf("%s: %v\n", what, err)
		os.Exit(1)
	}
}

func require(holds bool, what string) {
	if !holds {
		must(fmt.Errorf("does not hold"), what)
	}
}

// directory reads tiles as C2SP tlog-tiles names them: without the height, which is always 8.
type directory string

func (d directory) Height() int { return 8 }

func (d directory) SaveTiles([]tlog.Tile, [][]byte) {}

func (d directory) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		path := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
		tile, err := os.ReadFile(filepath.Join(string(d), path))
		if err != nil {
			return nil, err
		}
		data = append(data, tile)
	}
	return data, nil
}

// cosigner verifies `cosignature/v1` lines.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }

func (c cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(c.key, []byte(message), sig[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	require(len(parts) == 3, vkey)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	must(err, vkey)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, vkey)
	require(len(key) == 33 && key[0] == 4, vkey)
	return cosigner{parts[0], uint32(hash), key[1:]}
}

// open opens a checkpoint that the log and every witness must have signed.
func open(msg []byte, verifiers []note.Verifier) tlog.Tree {
	n, err := note.Open(msg, note.VerifierList(verifiers...))
	must(err, "checkpoint")
	require(len(n.Sigs) == len(verifiers), "a signature of each key")
	lines := strings.Split(n.Text, "\n")
	require(len(lines) == 4 && lines[0] == verifiers[0].Name(), "origin")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	return tlog.Tree{N: size, Hash: hash(lines[2])}
}

func hash(text string) (h tlog.Hash) {
	raw, err := base64.StdEncoding.DecodeString(text)
	must(err, text)
	require(copy(h[:], raw) == len(raw) && len(raw) == tlog.HashSize, text)
	return h
}

func hashes(lines []string) (list []tlog.Hash) {
	for _, line := range lines {
		list = append(list, hash(line))
	}
	return list
}

// entries reads all bundles of a tree.
func entries(dir string, size int64) (all [][]byte) {
	for int64(len(all)) < size {
		t := tlog.Tile{H: 8, L: 0, N: int64(len(all)) / 256, W: 256}
		if rest := size - int64(len(all)); rest < 256 {
			t.W = int(rest)
		}
		path := "tile/entries/" + strings.TrimPrefix(t.Path(), "tile/8/0/")
		bundle, err := os.ReadFile(filepath.Join(dir, path))
		must(err, path)
		for len(bundle) > 0 {
			require(len(bundle) >= 2, path)
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			require(len(bundle) >= end, path)
			all = append(all, bundle[2:end])
			bundle = bundle[end:]
		}
	}
	require(int64(len(all)) == size, "as many entries as leaves")
	return all
}

func main() {
	dir := os.Args[1]
	logKey, err := note.NewVerifier(os.Args[2])
	must(err, os.Args[2])
	verifiers := []note.Verifier{logKey}
	for _, vkey := range os.Args[3:] {
		verifiers = append(verifiers, newCosigner(vkey))
	}
	msg, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(err, "checkpoint")
	tree := open(msg, verifiers)

	all := entries(dir, tree.N)
	indexes := make([]int64, tree.N)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	leaves, err := tlog.TileHashReader(tree, directory(dir)).ReadHashes(indexes)
	must(err, "tiles")
	for i, entry := range all {
		require(leaves[i] == tlog.RecordHash(entry), fmt.Sprintf("entry %d", i))
	}

	proofs, err := filepath.Glob(filepath.Join(dir, "proofs", "*.tlog-proof"))
	must(err, "proofs")
	for _, path := range proofs {
		text, err := os.ReadFile(path)
		must(err, path)
		head, rest, found := bytes.Cut(text, []byte("\n\n"))
		require(found && open(rest, verifiers) == tree, path)
		lines := strings.Split(string(head), "\n")
		require(lines[0] == "c2sp.org/tlog-proof@v1" && strings.HasPrefix(lines[1], "index "), path)
		index, err := strconv.ParseInt(lines[1][6:], 10, 64)
		must(err, path)
		leaf := tlog.RecordHash(all[index])
		must(tlog.CheckRecord(hashes(lines[2:]), tree.N, tree.Hash, index, leaf), path)
	}

	steps, err := filepath.Glob(filepath.Join(dir, "consistency", "*"))
	must(err, "consistency")
	for _, path := range steps {
		text, err := os.ReadFile(path)
		must(err, path)
		old, err := strconv.ParseInt(filepath.Base(path), 10, 64)
		must(err, path)
		lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		must(tlog.CheckTree(hashes(lines[1:]), tree.N, tree.Hash, old, hash(lines[0])), path)
	}
	fmt.Printf("%d entries, %d proofs, %d steps\n", len(all), len(proofs), len(steps))
}
