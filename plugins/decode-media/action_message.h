#pragma once

#include <decode/dissection.h>

#include <string_view>

namespace tapscope::amf {

/// The fields of a decoder's table that the values are added to.
struct Fields {
    Dissection::Field type, number, boolean, length, text, name, count, date;
};

/// A summary of a command: its name and its subject.
struct Command {
    std::string_view name;  ///< "connect"
    std::string_view topic; ///< the application, the code of a result, or the first text
};

/// Decodes values of Action Message Format 0 (AMF0), one after the other, to the end of `bytes`. Objects may nest
/// without a limit: the decoder does not recurse, but only keeps a counter.
Command decodeCommand(ByteReader& bytes, Dissection& dissection, const Fields& fields);

} // namespace tapscope::amf
