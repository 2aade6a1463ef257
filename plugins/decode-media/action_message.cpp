#include "action_message.h"

#include <decode/message_fields.h>

namespace tapscope::amf {
namespace {

enum Type : std::uint8_t {
    Number,
    Boolean,
    String,
    Object,
    MovieClip,
    Null,
    Undefined,
    Reference,
    EcmaArray,
    ObjectEnd,
    StrictArray,
    Date,
    LongString,
    Unsupported,
    RecordSet,
    XmlDocument,
    TypedObject
};

/// Reads the values of a message, and remembers the values that describe a command.
class Walk {
public:
    Walk(ByteReader& bytes, Dissection& d, const Fields& fields) noexcept : bytes_(bytes), d_(d), fields_(fields) {}

    Command run() {
        while (!bytes_.atEnd() && !bytes_.overrun()) {
            std::string_view name;
            if (depth_ != 0) { // a property: its name, then its value; an empty name and an end mark close the object
                name = countedText(bytes_, d_, fields_.length, fields_.name, 2);
                if (bytes_.peek() == ObjectEnd) {
                    d_.u8(bytes_, fields_.type);
                    --depth_;
                    continue;
                }
            }
            if (!value(name))
                break;
        }
        return command_;
    }

private:
    /// False for a type that does not define its length.
    bool value(std::string_view name) {
        const std::uint8_t type = d_.u8(bytes_, fields_.type);
        switch (type) {
        case Number:
            d_.u64(bytes_, fields_.number);
            return true;
        case Boolean:
            d_.u8(bytes_, fields_.boolean);
            return true;
        case String:
            note(name, countedText(bytes_, d_, fields_.length, fields_.text, 2));
            return true;
        case LongString:
        case XmlDocument:
            note(name, countedText(bytes_, d_, fields_.length, fields_.text, 4));
            return true;
        case TypedObject:
            countedText(bytes_, d_, fields_.length, fields_.text, 2);
            ++depth_;
            return true;
        case Object:
            ++depth_;
            return true;
        case EcmaArray:
            d_.u32(bytes_, fields_.count);
            ++depth_;
            return true;
        case StrictArray: // its values have no names: arrays in commands are read as plain values
            d_.u32(bytes_, fields_.count);
            return depth_ == 0;
        case Date:
            d_.data(bytes_, fields_.date, 10);
            return true;
        case Reference:
            d_.u16(bytes_, fields_.count);
            return true;
        case Null:
        case Undefined:
        case Unsupported:
            return true;
        default:
            return false;
        }
    }

    void note(std::string_view property, std::string_view text) noexcept {
        if (command_.name.empty() && property.empty())
            command_.name = text;
        else if (property == "app" || property == "code" || (property.empty() && command_.topic.empty()))
            command_.topic = text;
    }

    ByteReader& bytes_;
    Dissection& d_;
    const Fields& fields_;
    Command command_;
    std::size_t depth_ = 0;
};

} // namespace

Command decodeCommand(ByteReader& bytes, Dissection& d, const Fields& fields) {
    return Walk(bytes, d, fields).run();
}

} // namespace tapscope::amf
