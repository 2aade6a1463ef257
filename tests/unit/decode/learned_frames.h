#pragma once

#include "history_decoders.h"

#include <QString>

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace tapscope::test {

/// Frames of the transport, which a history learns: a base of test classes.
class LearnedFrames {
    Transport transport_;
    Application<'s'> special_;
    Application<'u'> usual_;

protected:
    DecoderRegistry registry_;
    std::vector<std::vector<std::byte>> frames_;
    std::vector<std::uint32_t> interfaces_; ///< interfaces of the frames; later frames have the first one

    LearnedFrames() {
        for (const Decoder* each : std::initializer_list<const Decoder*>{&transport_, &special_, &usual_}) {
            if (!registry_.add(*each))
                qFatal("a decoder is refused");
        }
    }
    void clear() {
        frames_.clear();
        interfaces_.clear();
    }

    void add(int source, int destination, int command = Transport::None, int payload = 42) {
        frames_.push_back({});
        for (const int octet : {source, destination, command, payload})
            frames_.back().push_back(static_cast<std::byte>(octet));
    }
    Frame frame(FrameNumber number) const {
        return {.number = number,
                .bytes = frames_[number - 1],
                .originalLength = 4,
                .interfaceId = number <= interfaces_.size() ? interfaces_[number - 1] : 0};
    }
    void learn(History& history) {
        const auto plan = DissectionPlan::learning(registry_);
        Dissection dissection;
        for (FrameNumber number = history.learned() + 1; number <= frames_.size(); ++number)
            Dissector(registry_).dissect(frame(number), plan, dissection, {.learning = &history});
    }
    /// "stream.count:protocol", or only the protocol if nothing is known.
    QString told(FrameNumber number, const HistoryView& history, const DecodeAsList& decodeAs = {}) {
        const auto plan = DissectionPlan::tree(registry_, decodeAs);
        Dissection dissection;
        Dissector(registry_).dissect(frame(number), plan, dissection, {.history = history});
        QString text = QString::fromUtf8(dissection.layers().back().name);
        for (const auto& field : dissection.fields()) {
            const auto name = registry_.field(field.field).name;
            if (name == "transport.count")
                text = QString("%1:%2").arg(field.number).arg(text);
            else if (name == "transport.stream")
                text = QString("%1.%2").arg(field.number).arg(text);
        }
        return text;
    }
    /// A field of the transport; -1 if the frame has none.
    int number(const char* field, FrameNumber number, const HistoryView& history) {
        const auto plan = DissectionPlan::tree(registry_);
        Dissection dissection;
        Dissector(registry_).dissect(frame(number), plan, dissection, {.history = history});
        const auto found = std::ranges::find(dissection.fields(), registry_.find(field).front(), &FieldValue::field);
        return found == dissection.fields().end() ? -1 : static_cast<int>(found->number);
    }
};

} // namespace tapscope::test
