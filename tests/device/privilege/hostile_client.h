#pragma once

#include <privilege/helper_protocol.h>
#include <privilege/message_socket.h>

#include <QProcess>
#include <QString>

#include <unistd.h>

#include <functional>
#include <string>
#include <utility>

namespace tapscope::test {

/// A helper with a hostile client, which sends anything.
class HostileClient {
public:
    explicit HostileClient(const std::string& helper) : HostileClient(helper, *MessageSocket::pair()) {}
    /// `surroundings`: runs in the child before it becomes the helper, which has `variable` in its environment.
    HostileClient(const std::string& helper, std::pair<MessageSocket, MessageSocket> ends,
                  const std::function<void()>& surroundings = {}, const QByteArray& variable = {})
        : ours_(std::move(ends.first)) {
        helper_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        static_cast<void>(ends.second.tellSenders());
        if (!variable.isEmpty()) {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QString::fromLatin1(variable).section('=', 0, 0),
                               QString::fromLatin1(variable).section('=', 1));
            helper_.setProcessEnvironment(environment);
        }
        helper_.setChildProcessModifier([fd = ends.second.fd(), surroundings] {
            dup2(fd, STDIN_FILENO);
            if (surroundings)
                surroundings();
        });
        helper_.start(QString::fromStdString(helper), {"--own-devices"});
        helper_.waitForStarted();
    }
    ~HostileClient() { leave(); }
    HostileClient(const HostileClient&) = delete;
    HostileClient& operator=(const HostileClient&) = delete;

    void say(Bytes message) { static_cast<void>(ours_.send(message)); }
    void say(const Request& request) { say(encode(request)); }
    /// The refusal in an answer, or "granted"; or a text about descriptors that should not have arrived.
    QString answer() {
        auto message = ours_.receive(largestReply, 8);
        if (!message)
            return QStringLiteral("no answer");
        const auto reply = parseReply(message->bytes);
        if (!reply || !std::holds_alternative<Error>(*reply))
            return QStringLiteral("granted");
        return message->descriptors.empty() ? QString::fromStdString(std::get<Error>(*reply).text())
                                            : QStringLiteral("descriptors!");
    }
    QString ask(const Request& request) {
        say(request);
        return answer();
    }
    /// Closes the socket. Returns whether the helper ends.
    bool leave() {
        ours_ = MessageSocket{UniqueFd()};
        return helper_.state() == QProcess::NotRunning || helper_.waitForFinished();
    }
    [[nodiscard]] int fd() const { return ours_.fd(); }
    [[nodiscard]] pid_t process() const { return static_cast<pid_t>(helper_.processId()); }

private:
    MessageSocket ours_;
    QProcess helper_;
};

} // namespace tapscope::test
