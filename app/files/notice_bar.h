#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace tapscope {

/// A bar above the list, with words and buttons, that takes no focus: what its subclasses have in common.
class NoticeBar : public QWidget {
    Q_OBJECT

protected:
    enum class About { News, Failure }; ///< a failure is red, and its text can be copied
    /// Hidden. The bar is called NAME + "Bar" and its label NAME + "Words".
    NoticeBar(const QString& name, About about, QWidget* parent);
    void addButton(QWidget* button);
    void showText(const QString& text);

private:
    QLabel* words_;
    QHBoxLayout* layout_;
};

} // namespace tapscope
