#pragma once

#include <support/patience.h>

#include <QStringList>

#include <poll.h>
#include <source/port.h>

namespace tapscope::test {

/// Records the deliveries of a port as text: "interface 0 tap0", "frame abc", "gap why 3", "block 10".
class ToldSink final : public PortSink {
public:
    void interface(std::uint32_t id, const CaptureInterface& description) override {
        told << QStringLiteral("interface %1 %2").arg(id).arg(QString::fromStdString(description.name));
    }
    void frames(std::span<const Frame> frames) override {
        for (const Frame& frame : frames) {
            QString line = "frame " + QString::fromLatin1(reinterpret_cast<const char*>(frame.bytes.data()),
                                                          static_cast<qsizetype>(frame.bytes.size()));
            if (!frame.comment.empty())
                line += " // " + QString::fromUtf8(frame.comment.data(), static_cast<qsizetype>(frame.comment.size()));
            told << line;
        }
    }
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override {
        told << QStringLiteral("gap %1 %2").arg(QString::fromStdString(std::string(why))).arg(lost.value_or(0));
    }
    void block(std::uint32_t type, Bytes) override { told << QStringLiteral("block %1").arg(type); }

    QStringList told;
};

/// Waits for the port and receives, as an engine does, until it ends. Returns the error with which it ended.
inline Error receiveAll(Port& port, PortSink& sink) {
    while (true) {
        const auto received = port.receive(sink, 64);
        if (!received)
            return received.error();
        if (*received > 0)
            continue;
        std::vector<Watch> watches;
        port.watches(watches);
        std::vector<pollfd> descriptors;
        for (const Watch& watch : watches)
            descriptors.push_back({watch.fd, watch.events, 0});
        int longest = patience;
        if (const auto due = port.due())
            longest = static_cast<int>(
                std::chrono::ceil<std::chrono::milliseconds>(std::max(*due - Port::Clock::now(), {})).count());
        if (poll(descriptors.data(), descriptors.size(), longest) == 0 && longest == patience)
            qFatal("the port has nothing, and does not end");
    }
}

} // namespace tapscope::test
