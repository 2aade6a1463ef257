#include "chosen_frames.h"
#include "input.h"
#include "json_output.h"
#include "key_log.h"
#include "loaded_plugins.h"
#include "object_export.h"
#include "setting_words.h"
#include "verb.h"

#include <store/file_store.h>

#include <QIODevice>

#include <anonymize/anonymous_copy.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>

namespace tapscope::cli {
namespace {

constexpr std::size_t mostCommentBytes = 65'535;
constexpr const char* tooLong = "a comment has at most 65,535 bytes";

struct ExportWords {
    std::string file, format, out;
    std::vector<std::string> settings, scripts;
    std::string payload = "cut", prefixes = "mixed";
    bool anonymize = false, json = false;
    std::vector<std::string> keys, comments, frameComments;
    std::string objects, folder;
    FrameWords frames;
};

/// A QIODevice that writes to standard output through Output.
class OutputDevice final : public QIODevice {
public:
    explicit OutputDevice(Output& out) : out_(out) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override {
        out_.write({data, static_cast<std::size_t>(size)});
        if (const auto written = out_.flush(); !written) {
            setErrorString(QString::fromStdString(written.error().reason));
            return -1;
        }
        return size;
    }

private:
    Output& out_;
};

Result<void> exportToOutput(const Exporter& exporter, const FrameChoice& frames, const DecoderRegistry& registry,
                            const Settings& settings, Output& out) {
    OutputDevice device(out);
    try {
        return exporter.write(frames, registry, settings, device, {});
    } catch (const std::exception& fault) {
        return failure(ErrorKind::System, "export to", "the standard output",
                       fmt::format("the exporter failed: {}", fault.what()));
    }
}

/// Reports what was removed, and what is still in the capture, for the user who shares it.
std::string reportText(const FrameAnonymizer::Report& report) {
    std::string text =
        fmt::format("anonymized {} frames: {} addresses and {} names replaced, payload of {} frames cut, "
                    "{} comments removed. Kept: times, sizes, ports, protocol fields that do not identify anybody",
                    report.frames, report.addresses, report.names, report.cut, report.commentsRemoved);
    if (report.withPayload > 0)
        text += fmt::format(", payload of {} frames", report.withPayload);
    return text;
}

/// The frames that are exported: those of the file, or an anonymous copy of them.
Result<std::shared_ptr<FileStore>> framesOf(std::shared_ptr<FileStore> store, const ExportWords& words,
                                            const DecoderRegistry& registry) {
    if (!words.anonymize)
        return store;
    const AnonymizeOptions options{.payload = words.payload == "keep" ? AnonymizeOptions::Payload::Keep
                                                                      : AnonymizeOptions::Payload::Cut,
                                   .prefixes = words.prefixes == "preserved" ? AddressScrambler::Prefixes::Preserved
                                                                             : AddressScrambler::Prefixes::Mixed};
    auto copy = makeAnonymousCopy(std::move(store), registry, options);
    if (!copy)
        return std::unexpected(copy.error());
    say(reportText(copy->report));
    return std::move(copy->store);
}

/// "12:a remark" as a frame's number and text.
Result<void> takeFrameComment(CaptureNotes& notes, const std::string& word, FrameNumber last) {
    const auto colon = word.find(':');
    FrameNumber number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + std::min(colon, word.size()), number);
    if (colon == std::string::npos || fault != std::errc{} || end != word.data() + colon)
        return failure(ErrorKind::Invalid, "use --frame-comment", word, "it is not NUMBER:TEXT");
    if (number == 0 || number > last)
        return failure(ErrorKind::NotFound, "comment on frame", std::to_string(number),
                       fmt::format("the capture has the frames 1 to {}", last));
    notes.frames[number].comments.push_back(word.substr(colon + 1));
    return {};
}

/// The comments and keys that are added to the copy. `last` is the number of the last frame.
Result<CaptureNotes> notesOf(const ExportWords& words, FrameNumber last) {
    CaptureNotes notes;
    notes.file.comments = words.comments;
    for (const auto& word : words.frameComments) {
        if (auto taken = takeFrameComment(notes, word, last); !taken)
            return std::unexpected(taken.error());
    }
    for (const auto& name : words.keys) {
        auto secrets = readKeyLog(name);
        if (!secrets)
            return std::unexpected(secrets.error());
        notes.secrets.push_back(std::move(*secrets));
    }
    const auto isTooLong = [](const std::string& text) { return text.size() > mostCommentBytes; };
    for (const auto& [number, change] : notes.frames) {
        if (std::ranges::any_of(change.comments, isTooLong))
            return failure(ErrorKind::Invalid, "comment on frame", std::to_string(number), tooLong);
    }
    if (std::ranges::any_of(notes.file.comments, isTooLong))
        return failure(ErrorKind::Invalid, "comment on", "the file", tooLong);
    return notes;
}

Result<void> exportFile(const ExportWords& words, Session& session) {
    const LoadedPlugins plugins(session.plugins, words.scripts);
    const PluginHost& host = plugins.host();
    const Exporter* exporter = host.findExporter(words.format);
    if (exporter == nullptr) {
        std::string known;
        for (const auto* each : host.exporters())
            known += (known.empty() ? "" : ", ") + std::string(each->id());
        return failure(ErrorKind::NotFound, "export to", words.format, "there is no such format",
                       "There are: " + known);
    }
    auto values = parseSettingWords(words.settings);
    if (!values)
        return std::unexpected(values.error());
    auto settings = exporter->schema().check(*values);
    if (!settings)
        return std::unexpected(settings.error());
    auto source = seekableCapture(words.file);
    if (!source)
        return std::unexpected(source.error());
    auto store = source->open();
    if (!store)
        return std::unexpected(store.error());
    auto report = (*store)->index();
    if (!report)
        return std::unexpected(report.error());
    auto numbers = chosenFrames(*store, words.frames, host.decoders());
    if (!numbers)
        return std::unexpected(numbers.error());
    const auto chosen = framesOf(*store, words, host.decoders());
    if (!chosen)
        return std::unexpected(chosen.error());
    auto notes = notesOf(words, (*chosen)->count());
    if (!notes)
        return std::unexpected(notes.error());
    if (!notes->empty() && !host.hasRole(*exporter, QStringLiteral("lossless")))
        return failure(ErrorKind::Unsupported, "put comments or keys into", words.out,
                       fmt::format("the format {} has no place for them", exporter->id()), "Write -F pcapng");
    FrameChoice frames{.store = *chosen, .numbers = {}, .notes = std::move(*notes)};
    if (*numbers) {
        frames.numbers = std::move(**numbers);
        frames.all = false;
    }
    auto written = words.out == "-" ? exportToOutput(*exporter, frames, host.decoders(), *settings, session.out)
                                    : exportToFile(*exporter, frames, host.decoders(), *settings, words.out, {});
    if (!written)
        return written;
    if (words.json && words.out != "-") {
        printAsJson(session.out, [&](JsonWriter& json) {
            json.beginObject();
            json.member("frames", frames.count());
            json.endObject();
        });
    }
    if (report->damage)
        return std::unexpected(callStream(words.file, *report->damage));
    return {};
}

} // namespace

void addExportVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<ExportWords>();
    auto* verb = app.add_subcommand("export", "Write a capture in another format");
    verb->add_option("FILE", words->file, "pcap or pcapng; - is standard input")->required();
    verb->add_option("-F", words->format, "Format: pcap, pcapng, csv, text, or a plugin's");
    verb->add_option("-w", words->out, "The file to write; - is standard output");
    verb->add_option("settings", words->settings, "Settings of the format, as key=value");
    auto* anonymize = verb->add_flag("--anonymize", words->anonymize,
                                     "Replace addresses and names consistently, cut payload and correct checksums, so "
                                     "that the capture can be shared");
    verb->add_option("--payload", words->payload,
                     "With --anonymize: cut the payload after the transport header, or keep it")
        ->check(CLI::IsMember({"cut", "keep"}))
        ->needs(anonymize);
    verb->add_option("--prefixes", words->prefixes,
                     "With --anonymize: mixed, or preserved, so that addresses of one network stay in one network")
        ->check(CLI::IsMember({"mixed", "preserved"}))
        ->needs(anonymize);
    addFrameOptions(*verb, words->frames, *anonymize);
    verb->add_option("--comment", words->comments, "Add a comment on the file; for each comment once")
        ->allow_extra_args(false);
    verb->add_option("-a,--frame-comment", words->frameComments, "Add a comment on a frame, as NUMBER:TEXT")
        ->allow_extra_args(false);
    verb->add_option("--keys", words->keys,
                     "Put the keys from this file into the capture so that Wireshark can decrypt it: a TLS key log "
                     "(SSLKEYLOGFILE) or WireGuard keys. Anyone who gets the capture can decrypt it, too")
        ->allow_extra_args(false);
    auto* objects = verb->add_option("--objects", words->objects,
                                     "Instead of frames, write the transferred objects: http (message bodies), tftp "
                                     "(files) or imf (emails sent by SMTP)")
                        ->excludes("-F")
                        ->excludes("-w");
    auto* folder = verb->add_option("--to", words->folder,
                                    "With --objects: the folder for the files. Existing files are not replaced");
    objects->needs(folder);
    folder->needs(objects);
    verb->add_flag("--json", words->json, "Print as JSON how many frames were written, or the files of --objects");
    addScriptOption(*verb, words->scripts);
    verb->callback([words, &chosen] {
        if (words->objects.empty() && (words->format.empty() || words->out.empty()))
            throw CLI::RequiredError(words->format.empty() ? "-F" : "-w");
        chosen = [words](Session& session) {
            return words->objects.empty() ? exportFile(*words, session)
                                          : exportObjects({.file = words->file,
                                                           .protocol = words->objects,
                                                           .folder = words->folder,
                                                           .scripts = words->scripts,
                                                           .json = words->json},
                                                          session);
        };
    });
}

} // namespace tapscope::cli
