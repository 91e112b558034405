import pytest

from config.kit.errors import Invalid
from shop.checkout.checking import guest_contact


def test_it_works():
    assert guest_contact(" anna@qunpu.example ") == "anna@qunpu.example"


@pytest.mark.parametrize("odd", ['"an,na"@qunpu.example', "anna@[10.0.0.1]", "anna@qunpu", "@"])
def test_an_address_that_nobody_has_is_refused(odd):
    with pytest.raises(Invalid) as refused:
        guest_contact(odd)
    assert (refused.value.field, refused.value.code) == ("guest_contact", "bad_email")
