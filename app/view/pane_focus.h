#pragma once

#include <QObject>

#include <vector>

class QWidget;

namespace tapscope {

/// The panes of the window in the order of the keys: Tab goes from one to the next through what is in them, F6 straight
/// to the next pane that is shown. GUI's thread.
class PaneFocus final : public QObject {
    Q_OBJECT

public:
    /// Each pane is the widget in it that takes the focus.
    explicit PaneFocus(std::vector<QWidget*> panes, QObject* parent = nullptr);

    void next() { go(1); }
    void previous() { go(-1); }

private:
    void go(int by);

    std::vector<QWidget*> panes_;
};

} // namespace tapscope
