#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <QMenu>

#include <functional>

class QToolButton;

namespace tapscope {

class Profiles;

/// "Profiles": one entry for each, with the one that is used checked, then making, copying, renaming, deleting and
/// taking one over from Wireshark. GUI's thread.
class ProfileMenu final : public QMenu {
    Q_OBJECT

public:
    /// `registry` gives the one that is used now, which tells whether the filters of a profile mean something.
    ProfileMenu(Profiles& profiles, std::function<const DecoderRegistry&()> registry, QWidget* parent = nullptr);

    /// A button for the status bar that names the profile and opens the menu.
    [[nodiscard]] QToolButton* makeButton();
    /// Takes over a folder of Wireshark's as a profile of that name.
    void importFrom(const QString& folder);

signals:
    void failed(const QString& text);
    void told(const QString& text);

private:
    void fill();
    /// Asks for a name, with the reason why it cannot be taken below it.
    void askName(const QString& title, const QString& proposal,
                 const std::function<Result<void>(const QString&)>& then);
    void askRemoval();
    void askImport();
    void tell(const Result<void>& done);

    Profiles& profiles_;
    std::function<const DecoderRegistry&()> registry_;
};

} // namespace tapscope
