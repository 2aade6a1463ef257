#pragma once

#include "made_up_payloads.h"
#include "message_script.h"

#include <decode/dissector.h>
#include <plugin/plugin.h>
#include <plugin/plugin_host.h>
#include <support/capture_frames.h>

#include <QDir>
#include <QDirIterator>
#include <QPluginLoader>
#include <QStringList>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::test {

/// A decoder that recognises its protocol by content.
struct Guesser {
    const Decoder* decoder = nullptr;
    std::string_view name;

    [[nodiscard]] bool hooksInto(std::string_view table) const {
        return std::ranges::find(decoder->protocol().heuristics, table) != decoder->protocol().heuristics.end();
    }
};

/// An undamaged message of tests/plugins/messages.
struct KnownMessage {
    std::vector<std::byte> octets;
    std::uint8_t protocol = 0; ///< TCP or UDP; 0: another one
    unsigned port = 0;         ///< of the server
    QString place;
};

/// All decoders, those among them that guess, and messages of their protocols: the project's captures and the messages
/// of tests/plugins/messages.
class GuessingDecoders {
public:
    /// TAPSCOPE_CAPTURES adds a folder of captures. error() says what could not be read.
    GuessingDecoders() {
        QDirIterator files(TAPSCOPE_PLUGIN_DIR, {"decode-*.so"}, QDir::Files);
        while (files.hasNext()) {
            QPluginLoader loader(files.next());
            const auto* const plugin = qobject_cast<Plugin*>(loader.instance());
            if (plugin == nullptr) {
                error_ = loader.errorString();
                continue;
            }
            for (const Decoder* const decoder : plugin->decoders()) {
                if (!decoder->protocol().heuristics.empty())
                    guessers_.push_back({decoder, decoder->protocol().abbreviation});
            }
        }
        QStringList paths = ownCaptures();
        if (const QString more = qEnvironmentVariable("TAPSCOPE_CAPTURES"); !more.isEmpty()) {
            QDirIterator others(more, {"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDirIterator::Subdirectories);
            while (others.hasNext())
                paths << others.next();
        }
        for (const QString& path : paths) {
            if (auto capture = readCapture(path))
                captures_.push_back(std::move(capture));
            else
                error_ = path;
        }
        const QDir folder(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/plugins/messages"));
        for (const QString& name : folder.entryList({"*.txt"}, QDir::Files, QDir::Name)) {
            for (const auto& conversation : readScript(folder.filePath(name)).conversations) {
                for (const auto& message : conversation.messages) {
                    if (!message.isDamaged)
                        messages_.push_back({.octets = message.octets,
                                             .protocol = conversation.transport == "udp"   ? udpProtocol
                                                         : conversation.transport == "tcp" ? tcpProtocol
                                                                                           : std::uint8_t{0},
                                             .port = conversation.port,
                                             .place = QString("line %1 of %2").arg(message.line).arg(name)});
                }
            }
        }
    }

    [[nodiscard]] const QString& error() const noexcept { return error_; }
    [[nodiscard]] const DecoderRegistry& registry() const { return host_.decoders(); }
    [[nodiscard]] const Dissector& dissector() const noexcept { return dissector_; }
    [[nodiscard]] const DissectionPlan& columns() const noexcept { return columns_; }
    [[nodiscard]] const DissectionPlan& learning() const noexcept { return learning_; }
    [[nodiscard]] const std::vector<Guesser>& all() const noexcept { return guessers_; }
    [[nodiscard]] const std::vector<std::unique_ptr<CaptureFrames>>& captures() const noexcept { return captures_; }
    [[nodiscard]] const std::vector<KnownMessage>& messages() const noexcept { return messages_; }

    /// The first octets of this protocol that its decoder recognises at other ports than its own: what a layer of our
    /// captures and those above it have, or a message. Empty if there are none.
    [[nodiscard]] std::vector<std::byte> sampleOf(std::string_view protocol, std::uint8_t transport) const {
        const auto guesser = std::ranges::find(guessers_, protocol, &Guesser::name);
        std::vector<std::byte> packet;
        Dissection dissection, carrying;
        const auto isRecognised = [&](Bytes payload) {
            MadePacket{.protocol = transport}.write(payload, packet);
            dissector_.dissect(MadePacket::frameOf(packet, 1), columns_, carrying);
            return guesser == guessers_.end() || guesser->decoder->recognises(payload, carrying);
        };
        for (const auto& capture : captures_) {
            for (const Frame& frame : capture->frames) {
                dissector_.dissect(frame, columns_, dissection);
                for (const Layer& layer : dissection.layers()) {
                    if (layer.name != protocol || layer.buffer != 0 || layer.range.length == 0)
                        continue;
                    const Bytes rest = frame.bytes.subspan(layer.range.offset);
                    if (isRecognised(rest))
                        return {rest.begin(), rest.end()};
                }
            }
        }
        const auto message = std::ranges::find_if(messages_, [&](const KnownMessage& each) {
            return guesser != guessers_.end() && isRecognised(each.octets);
        });
        return message == messages_.end() ? std::vector<std::byte>() : message->octets;
    }

private:
    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const Dissector dissector_{host_.decoders()};
    const DissectionPlan columns_ = DissectionPlan::columns(host_.decoders());
    const DissectionPlan learning_ = DissectionPlan::learning(host_.decoders());
    std::vector<Guesser> guessers_;
    std::vector<std::unique_ptr<CaptureFrames>> captures_;
    std::vector<KnownMessage> messages_;
    QString error_;
};

/// Frames of one capture, learned as they come.
class LearnedFrames {
public:
    explicit LearnedFrames(const GuessingDecoders& decoders) : decoders_(decoders) {}

    /// The protocols from the transport on.
    std::vector<std::string_view> add(Bytes payload, const MadePacket& packet) {
        packet.write(payload, bytes_);
        const Frame frame = MadePacket::frameOf(bytes_, ++count_);
        decoders_.dissector().dissect(frame, decoders_.learning(), dissection_, {.learning = &history_});
        decoders_.dissector().dissect(frame, decoders_.columns(), dissection_, {.history = &history_});
        std::vector<std::string_view> names;
        const auto layers = dissection_.layers();
        auto layer =
            std::ranges::find_if(layers, [](const Layer& each) { return each.name == "udp" || each.name == "tcp"; });
        for (; layer != layers.end(); ++layer)
            names.push_back(layer->name);
        return names;
    }
    bool isTakenBy(std::string_view protocol, Bytes payload, const MadePacket& packet) {
        const auto names = add(payload, packet);
        return std::ranges::find(names, protocol) != names.end();
    }

private:
    const GuessingDecoders& decoders_;
    History history_;
    Dissection dissection_;
    std::vector<std::byte> bytes_;
    FrameNumber count_ = 0;
};

} // namespace tapscope::test
