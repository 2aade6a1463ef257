#pragma once

#include <decode/dissection.h>

#include <string_view>

namespace tapscope::amf {

/// Which fields of a decoder's table the values are added to.
struct Fields {
    Dissection::Field type, number, boolean, length, text, name, count, date;
};

/// What a command says of itself in short: its name, and what it is about.
struct Command {
    std::string_view name;  ///< "connect"
    std::string_view topic; ///< the application, the code of a result, or the first text
};

/// Values of Action Message Format 0 (AMF0), one after the other to the end of `bytes`. Objects nest as deep as the
/// bytes say, which costs nothing but a counter: the walk does not recurse.
Command decodeCommand(ByteReader& bytes, Dissection& dissection, const Fields& fields);

} // namespace tapscope::amf
